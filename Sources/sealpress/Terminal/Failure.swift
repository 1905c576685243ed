import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights
import Mailing
import Recommendations
import Sealing

/// What the process's exit status means.
enum ExitStatus {
    /// The input is wrong.
    static let input: Int32 = 1
    /// The arguments are wrong.
    static let usage: Int32 = 2
    /// A fault of ours.
    static let `internal`: Int32 = 70
}

/// An error as the command line reports it.
struct Failure {
    var diagnostics: [Diagnostic]
    var status: Int32

    /// - Returns: nil for what swift-argument-parser reports itself.
    init?(_ error: any Error) {
        switch error {
        case let error as DiagnosticError:
            self.init(error.diagnostics, ExitStatus.input)
        case let error as FileError:
            self.init([error.diagnostic], ExitStatus.input)
        case let error as StoreError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as RelativePathError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as CodeError:
            self.init([.error("this is no unlock code: \(error)")], ExitStatus.input)
        case let error as PassphraseError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as OpeningError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as SignatureError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as SealingError:
            self.init([.error("\(error)")], error == .aesUnavailable ? ExitStatus.input : ExitStatus.internal)
        case let error as InsightsFileError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as RecommendationsError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as FileLockError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as SMTPAddressError:
            self.init([.error("\(error)")], ExitStatus.input)
        case let error as SentLogError:
            self.init([.error("\(error)")], ExitStatus.input)
        case is CleanExit, is ValidationError, is ExitCode:
            return nil
        case let error where Self.isArgumentParsers(error):
            return nil
        default:
            self.init(
                [
                    .error(
                        "something unexpected went wrong: \(error)",
                        hint: "this is a fault of sealpress; please report it")
                ],
                ExitStatus.internal)
        }
    }

    private init(_ diagnostics: [Diagnostic], _ status: Int32) {
        self.diagnostics = diagnostics
        self.status = status
    }

    private static func isArgumentParsers(_ error: any Error) -> Bool {
        String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }
}

extension ParsableArguments {
    /// Ends the process as swift-argument-parser does, with `usageCode` for wrong arguments.
    static func exit(withError error: any Error, usageCode: Int32) -> Never {
        let code = exitCode(for: error)
        guard code != .success, !(error is ExitCode) else { exit(withError: error) }
        FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
        Foundation.exit(usageCode)
    }
}

/// The process's environment, read here and passed down.
enum Environment {
    static var current: [String: String] { ProcessInfo.processInfo.environment }
}
