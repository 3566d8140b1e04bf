namespace GlobalLb.Fuzz;

/// <summary>An input for which something did not hold that must hold for all.</summary>
/// <param name="sentence">What did not hold.</param>
internal sealed class FuzzFailure(string sentence) : Exception(sentence)
{
    /// <summary>Fails unless something holds.</summary>
    public static void Unless(bool holds, string sentence)
    {
        if (!holds) throw new FuzzFailure(sentence);
    }
}
