using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A batch of history that is stored.</summary>
internal sealed class HistoryBatchRow
{
    public required Guid Id { get; set; }

    public required DateTimeOffset StoredAt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<HistoryBatchRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<HistoryBatchRow> builder)
        {
            builder.ToTable("history_batches");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
