namespace GlobalLb.Server.Declaring;

/// <summary>A value as it stands in a file: nothing is known yet of what it should be.</summary>
/// <param name="At">Where it begins.</param>
internal abstract record WrittenNode(Position At);

/// <summary>A text, a number, a word: which of them, the place it stands at decides.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Text">The text without quotes.</param>
/// <param name="IsPlain">Whether it was written without quotes.</param>
internal sealed record WrittenText(Position At, string Text, bool IsPlain) : WrittenNode(At)
{
    /// <summary>Whether this is how YAML says that there is nothing (YAML 1.2 §10.3.2).</summary>
    public bool IsNothing => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Items">Its items.</param>
internal sealed record WrittenList(Position At, IReadOnlyList<WrittenNode> Items) : WrittenNode(At);

/// <summary>Members with names, each once.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Members">Its members, in the order they were written.</param>
internal sealed record WrittenMap(Position At, IReadOnlyList<WrittenMember> Members) : WrittenNode(At)
{
    /// <summary>The value of a member, or null.</summary>
    public WrittenNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name).Value;
}

/// <summary>A member of a map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Where its name begins.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct WrittenMember(string Name, Position At, WrittenNode Value);
