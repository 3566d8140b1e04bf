using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A region, for people: machines read the document.</summary>
internal sealed class RegionRow
{
    public required RegionCode Code { get; set; }

    public required string Name { get; set; }

    public required double Latitude { get; set; }

    public required double Longitude { get; set; }

    public required RegionState State { get; set; }

    public DateTimeOffset? DrillUntil { get; set; }

    public string? DrillStartedBy { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<RegionRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<RegionRow> builder)
        {
            builder.ToTable("regions");
            builder.HasKey(row => row.Code);
        }
    }
}
