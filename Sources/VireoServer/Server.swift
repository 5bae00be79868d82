import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import UnixSignals
package import VireoErrors
import VireoEvents

/// The HTTP server: what programs report goes to the intake.
package struct Server: Sendable {
  /// Where to listen.
  package struct Address: Sendable, Hashable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
      self.host = host
      self.port = port
    }

    /// Reads `host:port`, `:port`, `port` or, with an address of IPv6, `[host]:port`.
    package init?(_ text: String, defaultPort: Int = 4780) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
        host = String(text[text.index(after: text.startIndex)..<end])
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix(":"), let port = rest.isEmpty ? defaultPort : Int(rest.dropFirst()) else {
          return nil
        }
        self.port = port
      } else if parts.count == 1 {
        host = Int(text) == nil ? text : "127.0.0.1"
        port = Int(text) ?? defaultPort
      } else if parts.count == 2, let port = Int(parts[1]) {
        host = parts[0].isEmpty ? "127.0.0.1" : String(parts[0])
        self.port = port
      } else {
        return nil
      }
      guard (0...65_535).contains(port), !host.isEmpty else { return nil }
    }

    /// Whether only programs of this machine reach it.
    package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// The address as a browser takes it, with the port that was bound.
    package func url(port: Int) -> String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
  }

  private let address: Address
  private let intake: Intake

  /// How many connections may be open; more wait until one is closed.
  private static let connectionLimit = 1_024
  /// How long a connection may say nothing, in seconds.
  private static let idleSeconds: Int64 = 30
  /// How long a body may take to arrive, in seconds.
  private static let bodySeconds = 30
  /// The most bytes of a request's head.
  private static let headLimit = 16 << 10

  package init(address: Address, intake: Intake) {
    self.address = address
    self.intake = intake
  }

  /// Serves until the process is told to end with SIGTERM or SIGINT; requests that have begun are answered first.
  ///
  /// - Parameter isReady: Is given the address once it can be asked.
  /// - Throws: If the address cannot be bound.
  package func run(isReady: @escaping @Sendable (String) -> Void) async throws {
    let responder = CallbackResponder<BasicRequestContext> { request, _ in await respond(to: request) }
    let channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ContinueHandler()], idleTimeout: .seconds(Server.idleSeconds),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: Server.headLimit, maxHeaderListSize: Server.headLimit, maxHeaderFieldCount: 100))
    let application = Application(
      responder: responder, server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port),
        availableConnectionsDelegate: MaximumAvailableConnections(Server.connectionLimit)),
      onServerRunning: { channel in isReady(address.url(port: channel.localAddress?.port ?? address.port)) },
      // What a request says is nothing for a log.
      logger: Logger(label: "vireo") { _ in SwiftLogNoOpLogHandler() })
    try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
  }

  private func respond(to request: Request) async -> Response {
    let headers = request.headers.map { EventTag($0.name.canonicalName, $0.value) }
    let head = IntakeRequest(
      method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "", headers: headers)
    let reply = await intake.reply(to: head) { () throws(IntakeRefusal) in try await body(of: request) }
    guard let reply else { return response(IntakeReply(status: 404, body: #"{"detail":"there is nothing here"}"#)) }
    return response(reply)
  }

  private func body(of request: Request) async throws(IntakeRefusal) -> [UInt8] {
    let limit = intake.limits.body
    let length = request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > limit { throw .tooLarge(limit: limit) }
    let deadline = ContinuousClock.now + .seconds(Server.bodySeconds)
    var bytes: [UInt8] = []
    var taken = 0
    defer { intake.room.giveBack(taken) }
    do {
      for try await chunk in request.body {
        guard bytes.count + chunk.readableBytes <= limit else { throw IntakeRefusal.tooLarge(limit: limit) }
        guard ContinuousClock.now < deadline else { throw IntakeRefusal.tooSlow }
        guard intake.room.take(chunk.readableBytes) else { throw IntakeRefusal.unavailable }
        taken += chunk.readableBytes
        bytes.append(contentsOf: chunk.readableBytesView)
      }
    } catch let refusal as IntakeRefusal {
      throw refusal
    } catch { throw .malformed("it ends too early") }
    return bytes
  }

  private func response(_ reply: IntakeReply) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = "application/json"
    if let name = HTTPField.Name("x-content-type-options") { headers[name] = "nosniff" }
    for header in reply.headers {
      // A header that HTTP does not allow would end the connection.
      guard let name = HTTPField.Name(header.name), HTTPField.isValidValue(header.value) else { continue }
      headers[name] = header.value
    }
    return Response(
      status: .init(code: reply.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: reply.body)))
  }
}
