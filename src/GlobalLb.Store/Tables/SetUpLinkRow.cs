using GlobalLb.Store.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A link that lets one person in, once.</summary>
internal sealed class SetUpLinkRow
{
    public required byte[] TokenHash { get; set; }

    public required Role Role { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<SetUpLinkRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<SetUpLinkRow> builder)
        {
            builder.ToTable("setup_links");
            builder.HasKey(row => row.TokenHash);
        }
    }
}
