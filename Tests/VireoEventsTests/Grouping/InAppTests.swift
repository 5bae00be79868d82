import Testing
import VireoEvents

@Suite("Whose code a frame is")
struct InAppTests {
  private func origin(_ platform: String, path: String? = nil, module: String? = nil, function: String? = nil)
    -> FrameOrigin
  {
    FrameOrigin(of: Make.frame(module, function, path: path), platform: GroupingPlatform(platform))
  }

  @Test(
    "paths of installed code are a library's",
    arguments: [
      ("python", "/srv/v/lib/python3.11/site-packages/flask/app.py"),
      ("python", "/usr/lib/python3/dist-packages/yaml.py"),
      ("python", "/usr/lib/python3.11/json/decoder.py"), ("python", "/usr/local/lib/python3.12/socket.py"),
      ("python", "/opt/lib64/python3.9/ssl.py"), ("python", "python3.11/socket.py"),
      ("python", "/x/lib/pypy3.10/json.py"),
      ("python", "C:\\Python311\\Lib\\json\\decoder.py"), ("python", "C:\\v\\Lib\\site-packages\\flask\\app.py"),
      ("python", "<frozen importlib._bootstrap>"), ("python", "/usr/lib/python311.zip/json.py"),
      ("ruby", "/usr/local/bundle/gems/rack-3.0/lib/rack.rb"), ("ruby", "/usr/local/lib/ruby/3.2.0/net/http.rb"),
      ("ruby", "<internal:kernel>"), ("ruby", "/app/vendor/bundle/ruby/3.2.0/x.rb"),
      ("node", "/app/node_modules/express/lib/router.js"), ("node", "node:internal/process/task_queues"),
      ("node", "internal/modules/cjs/loader.js"), ("php", "/var/www/vendor/symfony/http-kernel/Kernel.php"),
      ("go", "/root/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go"),
      ("go", "/usr/local/go/src/net/http/server.go"),
      ("go", "/opt/sdk/go1.22.0/src/runtime/panic.go"), ("go", "github.com/lib/pq@v1.10.9/conn.go"),
      ("native", "/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/core/src/panicking.rs"),
      ("native", "/root/.cargo/registry/src/index.crates.io-1/serde-1.0/src/lib.rs"),
      ("native", "/root/.cargo/git/checkouts/x-1/src/lib.rs"), ("native", "/usr/lib/x86_64-linux-gnu/libc.so.6"),
      ("native", "/lib/ld.so"), ("cocoa", "/System/Library/Frameworks/UIKit"),
      ("csharp", "C:\\Windows\\System32\\x.dll"),
      ("javascript", "chrome-extension://abc/x.js"), ("javascript", "moz-extension://abc/x.js"),
    ])
  func libraries(_ platform: String, _ path: String) { #expect(origin(platform, path: path) == .library) }

  @Test(
    "other paths say nothing",
    arguments: [
      ("python", "/srv/shop/pricing.py"), ("python", "/home/max/python3.11/shop.py"), ("python", "/srv/lib/shop.py"),
      ("python", "shop/pricing.py"), ("ruby", "/app/models/gem.rb"), ("ruby", "/srv/ruby/cart.rb"),
      ("node", "/app/src/internal/x.js"),
      ("javascript", "https://shop.example/static/app.js"), ("javascript", "app:///main.js"),
      ("go", "/root/go/src/shop/cart.go"),
      ("go", "shop/cart.go"), ("go", "/srv/max@example/cart.go"), ("php", "/var/www/vendors/Cart.php"),
      ("native", "src/main.rs"),
      ("native", "/home/max/library/cart.rs"), ("csharp", "C:\\src\\Windows\\Cart.cs"), ("python", ""), ("python", "/"),
      ("python", "gems"),
    ])
  func unknown(_ platform: String, _ path: String) { #expect(origin(platform, path: path) == .unknown) }

  @Test("modules and functions of languages are a library's")
  func modules() {
    for (platform, module) in [
      ("java", "java.util.ArrayList"), ("java", "jdk.internal.reflect.X"), ("java", "kotlin.collections.X"),
      ("java", "sun.misc.X"),
      ("csharp", "System.Linq.Enumerable"), ("csharp", "System"), ("csharp", "Microsoft.AspNetCore.X"),
      ("go", "net/http"),
      ("go", "runtime"),
    ] { #expect(origin(platform, module: module) == .library, "\(module)") }
    for (platform, module) in [
      ("java", "javaland.X"), ("java", "com.example.java.X"), ("csharp", "Systematic.X"), ("go", "main"),
      ("go", "runtime.example/x"),
      ("go", "networks/x"), ("python", "json"), ("go", ""),
    ] { #expect(origin(platform, module: module) == .unknown, "\(module)") }
    #expect(origin("native", function: "std::vector<int>::at") == .library)
    #expect(origin("native", function: "core::panicking::panic") == .library)
    #expect(origin("native", function: "core::cart::total") == .unknown)
    var frame = Make.frame(nil, "f")
    frame.package = "/usr/lib/libc.so.6"
    #expect(FrameOrigin(of: frame, platform: .native) == .library)
  }

  @Test("the SDK's own frames are known by module and by package")
  func reporters() {
    for (platform, path, module) in [
      ("python", "/srv/sdk/sentry_sdk/hub.py", "sentry_sdk.hub"), ("python", "/x", "raven.base"),
      ("java", "/x", "io.sentry.Hub"),
      ("go", "/x", "github.com/getsentry/sentry-go"), ("csharp", "/x", "Sentry.Hub"), ("python", "/x", "rollbar"),
    ] { #expect(origin(platform, path: path, module: module) == .reporter, "\(module)") }
    for (platform, path) in [
      ("python", "/usr/lib/python3/dist-packages/sentry_sdk/hub.py"),
      ("python", "/v/lib/python3.11/site-packages/raven/base.py"),
      ("node", "/app/node_modules/@sentry/node/hub.js"), ("ruby", "/x/gems/sentry-ruby-5.3.0/lib/hub.rb"),
      ("php", "/app/vendor/sentry/sentry/src/Hub.php"), ("ruby", "/usr/lib/ruby/gems/3.1.0/gems/bugsnag-6.0/x.rb"),
    ] { #expect(origin(platform, path: path) == .reporter, "\(path)") }
    #expect(origin("python", path: "/srv/raven/birds.py", module: "raven.birds") == .unknown)
  }

  /// Which of two program's frames, between which lies a library's, are in-app; then those of a cause.
  private func inApp(_ platform: String, _ hints: [Bool?], cause: [Bool?] = []) -> String {
    func frames(_ hints: [Bool?]) -> [EventFrame] {
      hints.enumerated().map { index, hint in
        let path = index == 1 ? "/app/gems/x/vendor/y" : "/srv/app\(index)"
        return Make.frame("m\(index)", "f\(index)", path: path, inApp: hint)
      }
    }
    var exceptions = [Make.exception("E", "v", frames(hints))]
    if !cause.isEmpty { exceptions.append(Make.exception("F", "v", frames(cause))) }
    let variants = Grouping.result(of: Make.event(platform, exceptions)).variants
    guard let app = variants.first, app.name == .app else { return "none" }
    return app.component.all(.frame).map { $0.contributes ? "+" : "-" }.joined()
  }

  @Test("the sender's word holds where the path says nothing, as far as it can be believed")
  func hints() {
    #expect(inApp("python", [true, true, true]) == "+-+")
    #expect(inApp("python", [true, false, false]) == "+--")
    #expect(inApp("python", [true, nil, nil]) == "+--")
    #expect(inApp("go", [nil, nil, nil]) == "+-+")
    #expect(inApp("ruby", [false, false, false]) == "+-+")
    // raven says nothing of a cause's frames; Java's SDK nothing of those that are no program's.
    #expect(inApp("python", [true, nil, true], cause: [nil, nil, nil]) == "+-++-+")
    #expect(inApp("java", [true, nil, true], cause: [nil, nil, nil]) == "+-+---")
    #expect(inApp("python", [true, nil, true], cause: [false, nil, nil]) == "+-+--+")
  }
}
