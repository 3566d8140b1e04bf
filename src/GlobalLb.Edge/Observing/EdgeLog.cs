using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge;

/// <summary>Everything an edge ever says.</summary>
internal static partial class EdgeLog
{
    [LoggerMessage(1, LogLevel.Information, "Answering from the last known state: configuration version {Version}, {Names} steered names")]
    public static partial void AnsweringFromDisk(ILogger logger, long version, int names);

    [LoggerMessage(2, LogLevel.Information, "Took configuration version {Version}: {Names} names, {Endpoints} endpoints")]
    public static partial void ConfigurationTaken(ILogger logger, long version, int names, int endpoints);

    [LoggerMessage(3, LogLevel.Warning, "The feed is lost and what is held is answered on: {Reason}")]
    public static partial void FeedLost(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Information, "The feed is reached again")]
    public static partial void FeedReached(ILogger logger);

    [LoggerMessage(5, LogLevel.Error, "A publication could not be read and was skipped: {Problem}")]
    public static partial void PublicationUnreadable(ILogger logger, string problem);

    [LoggerMessage(6, LogLevel.Error, "Publication {Order} was refused and what is held is kept: {Reason}")]
    public static partial void PublicationRefused(ILogger logger, long order, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Refused publication {Term}/{Order}: it is older than {HeldTerm}/{HeldOrder}")]
    public static partial void PublicationOlder(ILogger logger, long term, long order, long heldTerm, long heldOrder);

    [LoggerMessage(8, LogLevel.Warning, "Following another system now: {Before} became {After}")]
    public static partial void OtherSystem(ILogger logger, Guid before, Guid after);

    [LoggerMessage(9, LogLevel.Error, "The last known state in {Path} cannot be read: {Problem}")]
    public static partial void StateUnreadable(ILogger logger, string path, string problem);

    [LoggerMessage(10, LogLevel.Error, "The last known state was not saved to {Path}; a restart would begin from an older one: {Problem}")]
    public static partial void StateNotSaved(ILogger logger, string path, string problem);

    [LoggerMessage(11, LogLevel.Information, "Answering DNS on {Endpoint} over UDP and TCP")]
    public static partial void Answering(ILogger logger, System.Net.IPEndPoint endpoint);

    [LoggerMessage(12, LogLevel.Information, "The last known state is saved again to {Path}")]
    public static partial void StateSavedAgain(ILogger logger, string path);

    [LoggerMessage(13, LogLevel.Information, "Took the places in {Path}: {Type} of {BuiltAt:yyyy-MM-dd}, {Blocks} blocks of addresses")]
    public static partial void PlacesTaken(ILogger logger, string path, string type, DateTimeOffset builtAt, int blocks);

    [LoggerMessage(14, LogLevel.Error, "The places in {Path} were refused and what is held is kept: {Problem}")]
    public static partial void PlacesRefused(ILogger logger, string path, string problem);

    [LoggerMessage(15, LogLevel.Error, "The configuration in {Path} was refused and what is held is kept: {Problem}")]
    public static partial void ConfigurationRefused(ILogger logger, string path, string problem);

    [LoggerMessage(16, LogLevel.Information, "Control publishes '{Kind}', which this edge does not know and leaves alone: it is older than its Control")]
    public static partial void UnknownKind(ILogger logger, string kind);

    [LoggerMessage(17, LogLevel.Debug, "Took the addresses of {Count} targets of ALIAS records")]
    public static partial void AliasesTaken(ILogger logger, int count);

    [LoggerMessage(18, LogLevel.Information, "Took the shared secrets of DNS cookies")]
    public static partial void CookieSecretsTaken(ILogger logger);
}
