namespace GlobalLb.Dns.Records;

/// <summary>What is wrong in a text, and where.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Sentence">What is wrong and what would be right.</param>
internal sealed record TextProblem(int Line, int Column, string Sentence);
