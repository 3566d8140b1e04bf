using System.Net;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Dns;

/// <summary>Everything the DNS server can ever say in a log; never a line per packet.</summary>
internal static partial class DnsLog
{
    [LoggerMessage(1, LogLevel.Error, "Answering a question failed and the client was told SERVFAIL. Further failures are counted as SERVFAIL, not logged")]
    public static partial void AuthorityFailed(ILogger logger, Exception failure);

    [LoggerMessage(2, LogLevel.Information, "Answering DNS over UDP at {Address} with {Loops} loops ({Kind})")]
    public static partial void UdpStarted(ILogger logger, IPEndPoint address, int loops, string kind);

    [LoggerMessage(3, LogLevel.Information, "Answering DNS over TCP at {Address}")]
    public static partial void TcpStarted(ILogger logger, IPEndPoint address);

    [LoggerMessage(4, LogLevel.Information, "No longer answering DNS over {Transport} at {Address}")]
    public static partial void Stopped(ILogger logger, string transport, IPEndPoint address);

    [LoggerMessage(5, LogLevel.Error, "A loop that answers over UDP at {Address} met an error and goes on")]
    public static partial void LoopFailed(ILogger logger, IPEndPoint address, Exception failure);

    [LoggerMessage(6, LogLevel.Warning, "Accepting a TCP connection at {Address} failed; trying again")]
    public static partial void AcceptFailed(ILogger logger, IPEndPoint address, Exception failure);

    [LoggerMessage(7, LogLevel.Error, "A TCP connection at {Address} met an error and was closed")]
    public static partial void ConnectionFailed(ILogger logger, IPEndPoint address, Exception failure);
}
