using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>What the leading control says of itself; one row.</summary>
internal sealed class ControlStateRow
{
    public bool OneRow { get; set; }

    /// <summary>Which system this database is: drawn once, when it was made.</summary>
    public required Guid System { get; set; }

    public required long Term { get; set; }

    public string? Held { get; set; }

    public DateTimeOffset? HeldSince { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<ControlStateRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<ControlStateRow> builder)
        {
            builder.ToTable("control_state");
            builder.HasKey(row => row.OneRow);
        }
    }
}
