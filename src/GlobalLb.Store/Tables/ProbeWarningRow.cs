using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>What one probe of one endpoint warns of from one vantage.</summary>
internal sealed class ProbeWarningRow
{
    public required EndpointCode Endpoint { get; set; }

    public required string Probe { get; set; }

    public required string Vantage { get; set; }

    public required string Warning { get; set; }

    public required DateTimeOffset Since { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ProbeWarningRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ProbeWarningRow> builder)
        {
            builder.ToTable("probe_warnings");
            builder.HasKey(row => new { row.Endpoint, row.Probe, row.Vantage });
        }
    }
}
