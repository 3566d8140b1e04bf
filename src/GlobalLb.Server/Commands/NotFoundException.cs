namespace GlobalLb.Server.Commands;

/// <summary>What was asked about does not exist; the message says what does.</summary>
/// <param name="sentence">The sentence.</param>
internal sealed class NotFoundException(string sentence) : Exception(sentence);
