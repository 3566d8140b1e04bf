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

    [LoggerMessage(3, LogLevel.Warning, "{Address} is to be probed more often than {Most} times per second over all pools; all of them are probed more seldom than they are to be")]
    public static partial void Crowded(ILogger logger, IPAddress address, double most);

    [LoggerMessage(20, LogLevel.Information, "Joined {Control} as vantage {Vantage}")]
    public static partial void Joined(ILogger logger, Uri control, string vantage);

    [LoggerMessage(21, LogLevel.Warning, "Not joined, and probing what was told last: {Reason}")]
    public static partial void NotJoined(ILogger logger, string reason);

    [LoggerMessage(22, LogLevel.Information, "Configuration version {Version}: {Endpoints} endpoints are probed from here")]
    public static partial void ScheduleTaken(ILogger logger, long version, int endpoints);

    [LoggerMessage(23, LogLevel.Error, "What {Control} says cannot be understood, and what was told last is probed on: {Reason}")]
    public static partial void ScheduleRefused(ILogger logger, Uri control, string reason);

    [LoggerMessage(24, LogLevel.Information, "Probing what was told before the start, of configuration version {Version}: {Endpoints} endpoints")]
    public static partial void ProbesWhatItKnows(ILogger logger, long version, int endpoints);

    [LoggerMessage(25, LogLevel.Error, "The schedule in {Path} cannot be read, so nothing is probed until a Control is joined: {Reason}")]
    public static partial void ScheduleUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(26, LogLevel.Warning, "The schedule is not saved to {Path}, and a restart without Control would probe what was saved before: {Reason}")]
    public static partial void ScheduleNotSaved(ILogger logger, string path, string reason);

    [LoggerMessage(27, LogLevel.Warning, "Outcomes wait to be sent: {Reason}")]
    public static partial void OutcomesWait(ILogger logger, string reason);

    [LoggerMessage(28, LogLevel.Information, "Outcomes are taken again; {Waiting} still wait")]
    public static partial void OutcomesTaken(ILogger logger, int waiting);

    [LoggerMessage(29, LogLevel.Error, "{Count} outcomes were refused, and they are dropped: {Reason}")]
    public static partial void OutcomesRefused(ILogger logger, int count, string reason);
}
