using Microsoft.Extensions.Logging;

namespace GlobalLb.Web;

/// <summary>All that the pages ever log. What a person typed is never among it, but for names that signed in.</summary>
internal static partial class WebLog
{
    [LoggerMessage(1, LogLevel.Information, "{Name} signed in from {Address}")]
    public static partial void SignedIn(this ILogger log, string name, string address);

    [LoggerMessage(2, LogLevel.Warning, "A sign-in from {Address} failed")]
    public static partial void SignInFailed(this ILogger log, string address);

    [LoggerMessage(3, LogLevel.Information, "{Name} was let in with the role {Role} by a set-up link, from {Address}")]
    public static partial void SetUp(this ILogger log, string name, string role, string address);

    [LoggerMessage(4, LogLevel.Error, "Following {What} stopped; trying again in {Seconds} s")]
    public static partial void FollowingStopped(this ILogger log, Exception exception, string what, int seconds);

    [LoggerMessage(5, LogLevel.Error, "Version {Version} does not compile; the pages show it without a simulation")]
    public static partial void DoesNotCompile(this ILogger log, Exception exception, long version);

    [LoggerMessage(6, LogLevel.Error, "A page could not follow a change")]
    public static partial void PageFailed(this ILogger log, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "{Author} made version {Version}: {Comment}")]
    public static partial void Edited(this ILogger log, string author, long version, string comment);
}
