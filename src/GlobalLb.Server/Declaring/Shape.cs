namespace GlobalLb.Server.Declaring;

/// <summary>
/// What a value of a configuration must look like. The shapes are taken from the contract that the serialiser reads by, and both
/// the check and the schema are made of them, so that none of the three can know what another does not.
/// </summary>
internal abstract class Shape;

/// <summary>Members with names.</summary>
/// <param name="name">What it is called in the schema.</param>
/// <param name="kind">The member, and its value, that say which of several objects this is; null: it is the only one.</param>
internal sealed class ObjectShape(string name, (string Member, string Value)? kind) : Shape
{
    public string Name => name;

    public (string Member, string Value)? Kind => kind;

    /// <summary>Its members in their order, without the one that says its kind; filled after making, because shapes hold each other.</summary>
    public Dictionary<string, MemberShape> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>How sentences speak of it.</summary>
    public string Title => kind is { } which ? $"{which.Member} '{which.Value}'" : Words.Lower(name);
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="IsRequired">Whether it must be written.</param>
/// <param name="MayBeNothing">Whether it may be written as null, which is the same as left out.</param>
/// <param name="Usual">Its value when it is left out, as JSON; null: there is none, or it must be written.</param>
internal sealed record MemberShape(string Name, Shape Shape, bool IsRequired, bool MayBeNothing, string? Usual);

/// <summary>One of several objects; a member says which.</summary>
/// <param name="name">What it is called in the schema.</param>
/// <param name="member">The member that says which.</param>
internal sealed class ChoiceShape(string name, string member) : Shape
{
    public string Name => name;

    public string Member => member;

    /// <summary>The objects by what the member says.</summary>
    public Dictionary<string, ObjectShape> Kinds { get; } = new(StringComparer.Ordinal);
}

/// <summary>A list.</summary>
/// <param name="item">What its items look like.</param>
internal sealed class ListShape(Shape item) : Shape
{
    public Shape Item => item;
}

/// <summary>One of some words.</summary>
/// <param name="words">The words.</param>
internal sealed class WordShape(IReadOnlyList<string> words) : Shape
{
    public IReadOnlyList<string> Words => words;
}

/// <summary>A number.</summary>
/// <param name="isWhole">Whether it has no fraction.</param>
/// <param name="lowest">The lowest its type holds.</param>
/// <param name="highest">The highest its type holds.</param>
internal sealed class NumberShape(bool isWhole, decimal? lowest, decimal? highest) : Shape
{
    public bool IsWhole => isWhole;

    public decimal? Lowest => lowest;

    public decimal? Highest => highest;
}

/// <summary>True or false.</summary>
internal sealed class FlagShape : Shape;
