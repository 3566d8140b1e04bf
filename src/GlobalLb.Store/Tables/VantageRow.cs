using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>A vantage that joined, as the leading control heard of it last.</summary>
internal sealed class VantageRow
{
    public required VantageCode Code { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    public required long Version { get; set; }

    public required string Address { get; set; }

    public required int Endpoints { get; set; }

    public required long Waiting { get; set; }

    public required long Dropped { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<VantageRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<VantageRow> builder)
        {
            builder.ToTable("vantages");
            builder.HasKey(row => row.Code);
        }
    }
}
