using Microsoft.Extensions.Logging;

namespace GlobalLb.Store;

/// <summary>Everything the store ever says to an operator.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Warning, "The database is away ({Reason}); following {Channel} goes on when it is back")]
    public static partial void DatabaseLost(this ILogger log, string channel, string reason);

    [LoggerMessage(2, LogLevel.Information, "The database is back; following {Channel} goes on")]
    public static partial void DatabaseFound(this ILogger log, string channel);

    [LoggerMessage(3, LogLevel.Error, "The newest version of the configuration cannot be read, so the one before stays in force: {Reason}")]
    public static partial void VersionUnreadable(this ILogger log, string reason);

    [LoggerMessage(10, LogLevel.Information, "Making a private PostgreSQL {Version} cluster in {Folder}")]
    public static partial void ClusterMade(this ILogger log, int version, string folder);

    [LoggerMessage(11, LogLevel.Information, "The private PostgreSQL {Version} in {Folder} runs")]
    public static partial void ClusterStarted(this ILogger log, int version, string folder);

    [LoggerMessage(12, LogLevel.Information, "The private PostgreSQL in {Folder} was left running by a program that was killed; it is ours now")]
    public static partial void ClusterAdopted(this ILogger log, string folder);

    [LoggerMessage(13, LogLevel.Information, "The private PostgreSQL in {Folder} is already in use by another program; joining it")]
    public static partial void ClusterJoined(this ILogger log, string folder);

    [LoggerMessage(14, LogLevel.Information, "The private PostgreSQL in {Folder} has stopped")]
    public static partial void ClusterStopped(this ILogger log, string folder);

    [LoggerMessage(15, LogLevel.Warning, "The private PostgreSQL in {Folder} did not stop: {Reason}")]
    public static partial void ClusterNotStopped(this ILogger log, string folder, string reason);

    [LoggerMessage(16, LogLevel.Information, "The account {Account} cannot reach {Wanted}; the private PostgreSQL lives in {Folder}")]
    public static partial void ClusterElsewhere(this ILogger log, string account, string wanted, string folder);
}
