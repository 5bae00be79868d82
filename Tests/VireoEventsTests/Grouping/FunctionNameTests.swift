import Testing
import VireoEvents

@Suite("Names of functions and modules")
struct FunctionNameTests {
  private func part(_ name: GroupingComponent.Name, _ platform: String, _ frame: EventFrame) -> String? {
    let component = Grouping.result(
      of: Make.event(platform, [Make.exception("E", "v", [frame, Make.frame("m", "f")])])
    )
    .variants.first?.component.all(.frame).first
    return component?.parts.first { $0.name == name && $0.contributes }?.text
  }

  @Test(
    "a function's name is without what differs between runs, builds and browsers",
    arguments: [
      ("python", "total", "total"), ("python", "<lambda>", "<lambda>"),
      ("javascript", "Cart.total", "total"), ("javascript", "async Cart.total", "total"),
      ("javascript", "new Cart", "Cart"),
      ("javascript", "Object.sum [as total]", "sum"), ("node", "a.b.c", "c"), ("javascript", "?", nil),
      ("javascript", "<anonymous>", nil), ("javascript", "total/<", nil), ("javascript", "Cart.<anonymous>", nil),
      ("ruby", "block in total", "block"), ("ruby", "total", "total"),
      ("ruby", "_app_views_cart_erb___1234567_89012", "_app_views_cart_erb_"), ("ruby", "total__12_34", "total__12_34"),
      ("php", "[Anonymous function]", nil), ("php", "class@anonymous\0/srv/a.php:7$0::total", "total"),
      ("php", "Shop\\Cart@anonymous\0/srv/a.php", nil),
      ("php", "Shop\\{closure:Shop\\Cart::total():12}", "Shop\\{closure}"),
      ("php", "Shop\\Cart::total", "Shop\\Cart::total"),
      ("java", "lambda$main$0", nil), ("java", "main$lambda$3", nil), ("java", "total", "total"),
      ("native", "<redacted>", nil), ("native", "<unknown>", nil), ("native", "0x7fff1234", nil),
      ("native", "total", "total"), ("native", "shop::Cart::total", "shop::Cart::total"),
      ("native", "void shop::total<int, std::vector<int>>(shop::Cart const&) const", "shop::total<T>"),
      ("native", "std::pair<int, int> shop::total(int (*)(int))", "shop::total"),
      ("native", "(anonymous namespace)::total(int)", "(anonymous namespace)::total"),
      ("native", "shop::Cart::operator()(int) const", "shop::Cart::operator()"),
      ("native", "bool shop::operator<(Cart const&, Cart const&)", "shop::operator<"),
      ("native", "shop::operator<<(std::ostream&, Cart)", "shop::operator<<"),
      ("native", "shop::Cart::operator->()", "shop::Cart::operator->"),
      ("native", "operator new(unsigned long)", "operator new"),
      ("native", "shop::total(int)::{lambda(int)#1}::operator()(int) const", "shop::total::{lambda}::operator()"),
      ("native", "shop::cart::total::h0123456789abcdef", "shop::cart::total"),
      ("native", "shop::cart::{{closure}}::h0123456789abcdef", "shop::cart::{closure}"),
      ("native", "<shop::Cart as core::fmt::Display>::fmt", "<shop::Cart as core::fmt::Display>::fmt"),
      ("native", "shop::sum::<u32>", "shop::sum::<T>"),
      ("native", "-[Cart totalWith:and:]", "-[Cart totalWith:and:]"),
      ("native", "static Cart.total(x: Swift.Int) -> Swift.Int", "Cart.total"),
      ("native", "total[abi:cxx11](int)", "total"), ("native", "broken<int(", "broken<int("), ("native", "a -> b", "a"),
    ])
  func functions(_ platform: String, _ name: String, _ expected: String?) {
    #expect(part(.function, platform, Make.frame("shop.x", name)) == expected)
  }

  @Test(
    "a module's name is without what the run made up",
    arguments: [
      ("java", "sun.reflect.GeneratedMethodAccessor789", "sun.reflect.GeneratedMethodAccessor"),
      (
        "java", "jdk.internal.reflect.GeneratedConstructorAccessor12",
        "jdk.internal.reflect.GeneratedConstructorAccessor"
      ),
      ("java", "com.x.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d", "com.x.Cart$$EnhancerBySpringCGLIB$$"),
      ("java", "com.x.Cart$$FastClassByCGLIB$$1a2b_12", "com.x.Cart$$FastClassByCGLIB$$"),
      ("java", "com.x.Cart_$$_javassist_seam_74", "com.x.Cart_$$_javassist"),
      ("java", "com.x.Cart_$$_javassist_7", "com.x.Cart_$$_javassist"),
      ("java", "shop.core$fn__12345", "shop.core$fn__"), ("java", "jdk.proxy2.$Proxy45", "jdk.proxy.$Proxy"),
      ("java", "com.x.Cart$1", "com.x.Cart$1"), ("java", "com.x.Cart$$Lambda$14/0x0000000800066840", nil),
      ("python", "shop.$fn__12", "shop.$fn__12"),
    ])
  func modules(_ platform: String, _ name: String, _ expected: String?) {
    #expect(part(.module, platform, Make.frame(name, "f")) == expected)
  }

  @Test("a native frame without a function is told by its binary, and never by its file")
  func native() {
    var frame = Make.frame(nil, nil, path: "/src/cart.c")
    frame.package = "/opt/shop/bin/Shop"
    #expect(part(.package, "native", frame) == "shop")
    #expect(part(.filename, "native", frame) == nil)
    frame.function = "total"
    #expect(part(.package, "native", frame) == nil)
  }

  @Test("a module that is only the file's path is none")
  func pathModule() {
    let frame = Make.frame("static/js/cart", "f", path: "https://a.example/static/js/cart")
    #expect(part(.module, "javascript", frame) == nil)
  }
}
