using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>Something that is wrong, as one receiver knows it.</summary>
internal sealed class AlertOpenRow
{
    public required string Receiver { get; set; }

    public required string Key { get; set; }

    public required string Condition { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset? SaidAt { get; set; }

    public required int Severity { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<AlertOpenRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<AlertOpenRow> builder)
        {
            builder.ToTable("alerts_open");
            builder.HasKey(row => new { row.Receiver, row.Key });
            builder.Property(row => row.Condition).HasColumnType("jsonb");
        }
    }
}
