using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control;

/// <summary>Everything Control ever says.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(1, LogLevel.Information, "Leading with term {Term}")]
    public static partial void Leading(ILogger logger, long term);

    [LoggerMessage(2, LogLevel.Information, "Another control leads; standing by")]
    public static partial void StandingBy(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "The database is away, and nobody can begin to lead until it is back: {Reason}")]
    public static partial void DatabaseAway(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Information, "Configuration version {Version} by {Author}: {Comment}")]
    public static partial void ConfigurationFollowed(ILogger logger, long version, string author, string comment);

    [LoggerMessage(5, LogLevel.Information, "{Endpoint} went from {Before} to {After}: {Reason}")]
    public static partial void HealthChanged(ILogger logger, EndpointCode endpoint, HealthState before, HealthState after, string reason);

    [LoggerMessage(6, LogLevel.Critical, "The health table is held: {Reason}")]
    public static partial void TableHeld(ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The health table is no longer held")]
    public static partial void TableReleased(ILogger logger);

    [LoggerMessage(8, LogLevel.Error, "One step of judging failed")]
    public static partial void JudgingFailed(ILogger logger, Exception failure);

    [LoggerMessage(9, LogLevel.Warning, "History waits for the database: {Reason}")]
    public static partial void HistoryDelayed(ILogger logger, string reason);

    [LoggerMessage(10, LogLevel.Information, "History is written again")]
    public static partial void HistoryResumed(ILogger logger);

    [LoggerMessage(11, LogLevel.Error, "The database was away for too long: {Count} rows of history were dropped, the oldest first")]
    public static partial void HistoryLost(ILogger logger, long count);

    [LoggerMessage(12, LogLevel.Information, "The drill in {Region} ended; the region is {State} again")]
    public static partial void DrillEnded(ILogger logger, RegionCode region, RegionState state);

    [LoggerMessage(13, LogLevel.Error, "The end of the drill could not be written, edges end it by themselves: {Reason}")]
    public static partial void DrillEndNotWritten(ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Error, "Leading failed and is tried again")]
    public static partial void LeadingFailed(ILogger logger, Exception failure);

    [LoggerMessage(15, LogLevel.Error, "Whether another control leads cannot be found out; this one goes on")]
    public static partial void LeadingUnclear(ILogger logger, Exception failure);

    [LoggerMessage(16, LogLevel.Error, "The database refused {Count} rows of history, and they are dropped")]
    public static partial void HistoryRefused(ILogger logger, int count, Exception failure);

    [LoggerMessage(17, LogLevel.Warning, "{Target}, the target of an ALIAS record, cannot be looked up, and what was good last is answered: {Reason}")]
    public static partial void LookUpFailed(ILogger logger, DomainName target, string reason);

    [LoggerMessage(18, LogLevel.Warning, "{Target}, the target of an ALIAS record, has no address now ({Reason}); what was good last is answered")]
    public static partial void TargetDenied(ILogger logger, DomainName target, string reason);

    [LoggerMessage(19, LogLevel.Information, "{Target}, the target of an ALIAS record, is found again")]
    public static partial void TargetFound(ILogger logger, DomainName target);

    [LoggerMessage(20, LogLevel.Error, "One step of flattening failed")]
    public static partial void FlatteningFailed(ILogger logger, Exception failure);

    [LoggerMessage(21, LogLevel.Warning, "What the targets of ALIAS records have waits for the database: {Reason}")]
    public static partial void AliasesNotKept(ILogger logger, string reason);

    [LoggerMessage(22, LogLevel.Information, "What the targets of ALIAS records have is written again")]
    public static partial void AliasesKept(ILogger logger);

    [LoggerMessage(23, LogLevel.Information, "Drew a new secret for DNS cookies")]
    public static partial void CookieSecretDrawn(ILogger logger);

    [LoggerMessage(24, LogLevel.Warning, "The secrets of DNS cookies cannot be read or renewed, and those that edges hold stay: {Reason}")]
    public static partial void CookieSecretsUnreachable(ILogger logger, string reason);

    [LoggerMessage(25, LogLevel.Warning, "{Author} confirmed the freeze: what is down is withdrawn")]
    public static partial void FreezeConfirmed(ILogger logger, string author);

    [LoggerMessage(135, LogLevel.Information, "{Endpoint} is down for clients near {Region}: {Reason}")]
    public static partial void DownNearby(ILogger logger, EndpointCode endpoint, RegionCode region, string reason);

    [LoggerMessage(136, LogLevel.Information, "{Endpoint} is as for all for clients near {Region} again: {Reason}")]
    public static partial void AsForAll(ILogger logger, EndpointCode endpoint, RegionCode region, string reason);

    [LoggerMessage(26, LogLevel.Error, "The word of vantage {Vantage} does not count: {Reason}")]
    public static partial void VantageIgnored(ILogger logger, string vantage, string reason);

    [LoggerMessage(27, LogLevel.Information, "The word of vantage {Vantage} counts")]
    public static partial void VantageCounts(ILogger logger, string vantage);

    [LoggerMessage(60, LogLevel.Warning, "Edge {Edge} at {Address} is gone, silent or behind; it answers from what it has")]
    public static partial void EdgeLate(ILogger logger, string edge, string address);

    [LoggerMessage(61, LogLevel.Information, "Edge {Edge} answers from what is published again")]
    public static partial void EdgeBack(ILogger logger, string edge);

    [LoggerMessage(62, LogLevel.Warning, "What edges answer from waits for the database: {Reason}")]
    public static partial void EdgesNotWritten(ILogger logger, string reason);

    [LoggerMessage(50, LogLevel.Error, "History that waits for the database cannot be kept on disk: {Reason}")]
    public static partial void HistoryNotOnDisk(ILogger logger, string reason);

    [LoggerMessage(51, LogLevel.Error, "{Count} batches of history on disk cannot be read, and they are left out")]
    public static partial void HistoryUnreadable(ILogger logger, int count);

    [LoggerMessage(52, LogLevel.Information, "History that is kept no longer was dropped: {Partitions}")]
    public static partial void HistoryDropped(ILogger logger, string partitions);

    [LoggerMessage(57, LogLevel.Information, "Sharing work with other Controls as {Node}")]
    public static partial void WorkShared(ILogger logger, string node);

    [LoggerMessage(58, LogLevel.Warning, "Work that Controls share waits for the database: {Reason}")]
    public static partial void WorkWaits(ILogger logger, string reason);

    [LoggerMessage(59, LogLevel.Information, "Work that Controls share goes on")]
    public static partial void WorkGoesOn(ILogger logger);

    [LoggerMessage(60, LogLevel.Error, "The clock of this machine is {Seconds} seconds off that of the database, so work that Controls share is left to others: set the clock")]
    public static partial void WorkLeftToOthers(ILogger logger, double seconds);

    [LoggerMessage(61, LogLevel.Error, "Work that Controls share cannot be scheduled, which is tried again: {Reason}")]
    public static partial void WorkNotScheduled(ILogger logger, string reason);

    [LoggerMessage(62, LogLevel.Warning, "The work {Work} failed, and is done again when it is due: {Reason}")]
    public static partial void WorkFailed(ILogger logger, string work, string reason);

    [LoggerMessage(63, LogLevel.Warning, "{Count} roll-ups of minutes in which a Control ended were made from raw outcomes")]
    public static partial void RollUpsRebuilt(ILogger logger, int count);

    [LoggerMessage(70, LogLevel.Information, "Vantage {Vantage} joined from {Address}")]
    public static partial void VantageJoined(ILogger logger, string vantage, string address);

    [LoggerMessage(71, LogLevel.Warning, "Vantage {Vantage} joined from {Address} while it was joined from {Before}, which ends; if that happens over and over, two programs have one name")]
    public static partial void VantageReplaced(ILogger logger, string vantage, string address, string before);

    [LoggerMessage(72, LogLevel.Warning, "Vantage {Vantage} is no longer joined")]
    public static partial void VantageLeft(ILogger logger, string vantage);

    [LoggerMessage(73, LogLevel.Error, "What vantage {Vantage} sends is refused: {Reason}")]
    public static partial void BatchRefused(ILogger logger, string vantage, string reason);

    [LoggerMessage(74, LogLevel.Information, "What vantage {Vantage} found while it was cut off goes to history, and judges nothing")]
    public static partial void VantageIsLate(ILogger logger, string vantage);

    [LoggerMessage(75, LogLevel.Warning, "Which vantages joined is not written, and pages show what they knew before: {Reason}")]
    public static partial void VantagesNotKept(ILogger logger, string reason);

    [LoggerMessage(80, LogLevel.Error, "Alerts do not reach {Receiver}, and are tried again: {Reason}")]
    public static partial void ReceiverFails(ILogger logger, string receiver, string reason);

    [LoggerMessage(81, LogLevel.Information, "Alerts reach {Receiver} again")]
    public static partial void ReceiverRecovered(ILogger logger, string receiver);

    [LoggerMessage(82, LogLevel.Error, "An alert to {Receiver} was given up after {Attempts} attempts: {Reason}")]
    public static partial void AlertGivenUp(ILogger logger, string receiver, int attempts, string reason);

    [LoggerMessage(83, LogLevel.Error, "An alert to {Receiver} was dropped: more than {Most} waited")]
    public static partial void AlertDropped(ILogger logger, string receiver, int most);

    [LoggerMessage(84, LogLevel.Warning, "What receivers of alerts are told cannot be noted; they are told all the same: {Reason}")]
    public static partial void AlertsNotNoted(ILogger logger, string reason);

    [LoggerMessage(85, LogLevel.Information, "What receivers of alerts are told is noted again")]
    public static partial void AlertsNoted(ILogger logger);

    [LoggerMessage(86, LogLevel.Error, "One step of telling people failed")]
    public static partial void AlarmFailed(ILogger logger, Exception failure);

    [LoggerMessage(87, LogLevel.Error, "Alerts do not reach all of {Receiver}: {Reason}")]
    public static partial void SomeAreNotReached(ILogger logger, string receiver, string reason);
}
