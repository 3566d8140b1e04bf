using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>What one probe run found. The table has a partition for every day, and no key.</summary>
internal sealed class ProbeOutcomeRow
{
    public required DateTimeOffset At { get; set; }

    public required EndpointCode Endpoint { get; set; }

    public required string Probe { get; set; }

    public required string Vantage { get; set; }

    public required bool Passed { get; set; }

    public required string Reason { get; set; }

    public required float LatencyMs { get; set; }

    public string? Warning { get; set; }

    public required long ConfigurationVersion { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ProbeOutcomeRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ProbeOutcomeRow> builder)
        {
            builder.ToTable("probe_outcomes");
            builder.HasNoKey();
        }
    }
}
