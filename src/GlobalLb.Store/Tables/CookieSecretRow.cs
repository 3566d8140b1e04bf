using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A secret of DNS cookies: the newest, or the one before it.</summary>
internal sealed class CookieSecretRow
{
    public required DateTimeOffset MadeAt { get; set; }

    public required byte[] Secret { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<CookieSecretRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<CookieSecretRow> builder)
        {
            builder.ToTable("cookie_secrets");
            builder.HasKey(row => row.MadeAt);
        }
    }
}
