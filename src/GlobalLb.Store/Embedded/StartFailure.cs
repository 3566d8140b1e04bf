using System.Diagnostics.CodeAnalysis;

namespace GlobalLb.Store.Embedded;

/// <summary>The program cannot start; the message is one clear sentence for the operator that says what to do.</summary>
/// <param name="sentence">The sentence.</param>
/// <param name="cause">What led to it, when something did.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Where it is caught it is read as a word: catch (StartFailure failure).")]
public sealed class StartFailure(string sentence, Exception? cause = null) : Exception(sentence, cause);
