namespace GlobalLb.Store.People;

/// <summary>What a person may do; each role may do what the one before may.</summary>
public enum Role
{
    /// <summary>Look.</summary>
    Viewer,

    /// <summary>Edit the configuration.</summary>
    Operator,

    /// <summary>Let people in.</summary>
    Administrator,
}
