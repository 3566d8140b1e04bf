using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A pool, for people: machines read the document.</summary>
internal sealed class PoolRow
{
    public required PoolCode Code { get; set; }

    public required RegionCode Region { get; set; }

    public required PoolKind Kind { get; set; }

    public Probe? Probe { get; set; }

    public required UnknownMeaning UnknownMeans { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<PoolRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<PoolRow> builder)
        {
            builder.ToTable("pools");
            builder.HasKey(row => row.Code);
            builder.Property(row => row.Probe).HasColumnType("jsonb").HasConversion<ModelJson<Probe>, ModelJsonComparer<Probe>>();
        }
    }
}
