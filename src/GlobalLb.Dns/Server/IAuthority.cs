using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server;

/// <summary>
/// What answers a well-formed question: the seam between speaking DNS and knowing what to say. Called by every loop at once;
/// must not block, allocate, or throw.
/// </summary>
public interface IAuthority
{
    /// <summary>Writes the answer to one question: the response code, the AA bit, and records section by section.</summary>
    void Answer(in Query query, ref AnswerWriter answer);

    /// <summary>
    /// Looks at what will be asked next. Nothing depends on it: it is for having on its way from memory, for all of them at once,
    /// what each answer would otherwise wait for.
    /// </summary>
    void Foresee(Questions questions)
    {
    }
}
