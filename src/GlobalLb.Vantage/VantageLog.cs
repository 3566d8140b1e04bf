using System.Net;
using GlobalLb.Steering.Configuration;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage;

/// <summary>Everything a vantage ever says.</summary>
internal static partial class VantageLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Endpoint} is not probed from here, and nothing is learned of it: {Reason}")]
    public static partial void NotProbed(ILogger logger, EndpointCode endpoint, string reason);

    [LoggerMessage(2, LogLevel.Information, "{Endpoint} can be probed from here again")]
    public static partial void ProbedAgain(ILogger logger, EndpointCode endpoint);

    [LoggerMessage(3, LogLevel.Warning, "{Address} is to be probed more often than {Most} times per second over all pools; what is too much is left out")]
    public static partial void Crowded(ILogger logger, IPAddress address, double most);
}
