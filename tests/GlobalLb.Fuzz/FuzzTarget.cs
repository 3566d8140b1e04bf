namespace GlobalLb.Fuzz;

/// <summary>Something that takes octets from strangers, with what must hold whatever they are.</summary>
internal abstract class FuzzTarget
{
    /// <summary>How it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Inputs of every kind it knows, to be mutated.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words worth inserting, where blind changes would hardly hit them.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>The longest input worth trying, in octets.</summary>
    public abstract int LongestInput { get; }

    /// <summary>Tries one input.</summary>
    /// <returns>What became of it, as a number: an input with a new outcome is kept and mutated further.</returns>
    /// <exception cref="FuzzFailure">What must hold did not.</exception>
    public abstract int Try(byte[] input);

    /// <summary>All targets, as they begin: what a target remembers from one input to the next is of one run.</summary>
    public static IReadOnlyList<FuzzTarget> All => [new ResponderTarget(), new MasterFileTarget(), new RecordTextTarget(), new PlaceFileTarget()];

    /// <summary>What a sentence says without what it quotes, as a number: one kind of problem, one number, the same in every run.</summary>
    /// <param name="sentence">The sentence; its end counts, where nothing is quoted.</param>
    protected static int Kind(string sentence)
    {
        var kind = 17;
        foreach (var letter in sentence.Where(char.IsAsciiLetterLower).TakeLast(24)) kind = unchecked((kind * 31) + letter);
        return kind & 63;
    }
}
