using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>One edge, as the leading Control knows it.</summary>
internal sealed class EdgeRow
{
    public required string Name { get; set; }

    public required string Address { get; set; }

    public required string Program { get; set; }

    public required bool IsConnected { get; set; }

    public required DateTimeOffset Since { get; set; }

    public DateTimeOffset? SeenAt { get; set; }

    public long? Version { get; set; }

    public long? Sequence { get; set; }

    public DateTimeOffset? HealthTakenAt { get; set; }

    public DateTimeOffset? BehindSince { get; set; }

    public double? ResponsesPerSecond { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<EdgeRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<EdgeRow> builder)
        {
            builder.ToTable("edges");
            builder.HasKey(row => row.Name);
        }
    }
}
