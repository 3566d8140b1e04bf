using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>How a health publication reached the edges.</summary>
internal sealed class ConfirmationRow
{
    public long Id { get; set; }

    public required DateTimeOffset PublishedAt { get; set; }

    public required long Term { get; set; }

    public required long Sequence { get; set; }

    public required int Confirmed { get; set; }

    public double? TookMs { get; set; }

    public required string[] Late { get; set; }

    public required string[] Gone { get; set; }

    public required int Unnamed { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ConfirmationRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ConfirmationRow> builder)
        {
            builder.ToTable("confirmations");
            builder.HasKey(row => row.Id);
        }
    }
}
