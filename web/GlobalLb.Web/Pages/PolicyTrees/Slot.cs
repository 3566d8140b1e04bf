namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>One branch of a node, where what it says of its child is edited.</summary>
/// <typeparam name="TBranch">The kind of branch.</typeparam>
/// <param name="Value">The branch.</param>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Path">Where it stands below the root.</param>
/// <param name="Set">Puts another in its place.</param>
public sealed record Slot<TBranch>(TBranch Value, int Index, string Path, Func<TBranch, Task> Set);
