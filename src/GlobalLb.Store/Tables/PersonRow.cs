using GlobalLb.Store.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GlobalLb.Store.Tables;

/// <summary>Somebody who may sign in.</summary>
internal sealed class PersonRow
{
    public required Guid Id { get; set; }

    public required string Name { get; set; }

    public required string PasswordHash { get; set; }

    public required Role Role { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public bool Disabled { get; set; }

    /// <summary>The person as the rest of the program sees them.</summary>
    public Person ToPerson() => new(Id, Name, Role, Disabled, CreatedAt);

    /// <summary>Its place in the database.</summary>
    internal sealed class Mapping : IEntityTypeConfiguration<PersonRow>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<PersonRow> builder)
        {
            builder.ToTable("people");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
