namespace GlobalLb.Server.Running;

/// <summary>What one process does.</summary>
[Flags]
internal enum Roles
{
    None = 0,
    Control = 1,
    Web = 2,
    Edge = 4,
    All = Control | Web | Edge,
}
