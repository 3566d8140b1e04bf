using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server;

/// <summary>What became of one request, to be counted; the default is silence.</summary>
/// <param name="IsAnswered">Whether there is a response at all.</param>
/// <param name="Code">Its response code.</param>
/// <param name="IsTruncated">Whether it says that something did not fit.</param>
/// <param name="HasValidCookie">Whether the client has shown that it receives what is sent to its address (RFC 7873).</param>
internal readonly record struct Verdict(bool IsAnswered, ResponseCode Code, bool IsTruncated, bool HasValidCookie = false);
