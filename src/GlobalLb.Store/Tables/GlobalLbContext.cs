using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Alerts;
using GlobalLb.Store.People;
using Microsoft.EntityFrameworkCore;

namespace GlobalLb.Store.Tables;

/// <summary>The tables of schema <c>globallb</c>. What they hold is reached through the types of the other folders.</summary>
/// <param name="options">How to reach the database.</param>
public sealed class GlobalLbContext(DbContextOptions<GlobalLbContext> options) : DbContext(options)
{
    /// <summary>The schema all tables are in.</summary>
    public const string Schema = "globallb";

    internal DbSet<ConfigurationVersionRow> Versions => Set<ConfigurationVersionRow>();

    internal DbSet<ConfigurationHeadRow> Heads => Set<ConfigurationHeadRow>();

    internal DbSet<RegionRow> Regions => Set<RegionRow>();

    internal DbSet<PoolRow> Pools => Set<PoolRow>();

    internal DbSet<EndpointRow> Endpoints => Set<EndpointRow>();

    internal DbSet<ZoneRow> Zones => Set<ZoneRow>();

    internal DbSet<RecordRow> Records => Set<RecordRow>();

    internal DbSet<SteeredNameRow> SteeredNames => Set<SteeredNameRow>();

    internal DbSet<PlaceRow> Places => Set<PlaceRow>();

    internal DbSet<TransitionRow> Transitions => Set<TransitionRow>();

    internal DbSet<ProbeRollUpRow> ProbeRollUps => Set<ProbeRollUpRow>();

    internal DbSet<ProbeOutcomeRow> ProbeOutcomes => Set<ProbeOutcomeRow>();

    internal DbSet<PublishedHealthRow> PublishedHealth => Set<PublishedHealthRow>();

    internal DbSet<HoldRow> Holds => Set<HoldRow>();

    internal DbSet<RegionalHealthRow> RegionalHealth => Set<RegionalHealthRow>();

    internal DbSet<HistoryBatchRow> HistoryBatches => Set<HistoryBatchRow>();

    internal DbSet<EndpointHealthRow> EndpointHealth => Set<EndpointHealthRow>();

    internal DbSet<ControlStateRow> ControlStates => Set<ControlStateRow>();

    internal DbSet<AliasAddressesRow> AliasAddresses => Set<AliasAddressesRow>();

    internal DbSet<CookieSecretRow> CookieSecrets => Set<CookieSecretRow>();

    internal DbSet<VantageRow> Vantages => Set<VantageRow>();

    internal DbSet<WorkRunRow> WorkRuns => Set<WorkRunRow>();

    internal DbSet<ProbeWarningRow> ProbeWarnings => Set<ProbeWarningRow>();

    internal DbSet<AlertOpenRow> AlertsOpen => Set<AlertOpenRow>();

    internal DbSet<AlertMessageRow> AlertMessages => Set<AlertMessageRow>();

    internal DbSet<PersonRow> People => Set<PersonRow>();

    internal DbSet<ConfirmationRow> Confirmations => Set<ConfirmationRow>();

    internal DbSet<EdgeRow> Edges => Set<EdgeRow>();

    internal DbSet<SetUpLinkRow> SetUpLinks => Set<SetUpLinkRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<RegionCode>().HaveConversion<CodeText<RegionCode>>();
        configurationBuilder.Properties<PoolCode>().HaveConversion<CodeText<PoolCode>>();
        configurationBuilder.Properties<EndpointCode>().HaveConversion<CodeText<EndpointCode>>();
        configurationBuilder.Properties<VantageCode>().HaveConversion<CodeText<VantageCode>>();
        configurationBuilder.Properties<DomainName>().HaveConversion<DomainNameText>();
        configurationBuilder.Properties<RecordType>().HaveConversion<RecordTypeText>();
        configurationBuilder.Properties<RegionState>().HaveConversion<EnumText<RegionState>>();
        configurationBuilder.Properties<PoolKind>().HaveConversion<EnumText<PoolKind>>();
        configurationBuilder.Properties<UnknownMeaning>().HaveConversion<EnumText<UnknownMeaning>>();
        configurationBuilder.Properties<EndpointAvailability>().HaveConversion<EnumText<EndpointAvailability>>();
        configurationBuilder.Properties<Fallback>().HaveConversion<EnumText<Fallback>>();
        configurationBuilder.Properties<HealthState>().HaveConversion<EnumText<HealthState>>();
        configurationBuilder.Properties<AlertFate>().HaveConversion<EnumText<AlertFate>>();
        configurationBuilder.Properties<Role>().HaveConversion<EnumText<Role>>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GlobalLbContext).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(SnakeCase.Of(property.Name));
    }
}
