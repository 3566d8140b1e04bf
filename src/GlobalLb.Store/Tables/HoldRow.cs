using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>From when on the health table was held, and why; without a reason: from when on it was not.</summary>
internal sealed class HoldRow
{
    public long Id { get; set; }

    public required DateTimeOffset At { get; set; }

    public string? Held { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<HoldRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<HoldRow> builder)
        {
            builder.ToTable("holds");
            builder.HasKey(row => row.Id);
        }
    }
}
