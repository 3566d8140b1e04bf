using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>How one Control did with one kind of shared work.</summary>
internal sealed class WorkRunRow
{
    public required string Work { get; set; }

    public required string Node { get; set; }

    public required long Runs { get; set; }

    public required long Failures { get; set; }

    public required DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? Failure { get; set; }

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<WorkRunRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<WorkRunRow> builder)
        {
            builder.ToTable("work_runs");
            builder.HasKey(row => new { row.Work, row.Node });
        }
    }
}
