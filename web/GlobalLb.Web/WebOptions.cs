namespace GlobalLb.Web;

/// <summary>What the pages need to know of the place they run at.</summary>
public sealed record WebOptions
{
    /// <summary>
    /// The folder that keeps the keys of cookies, so that sign-ins survive a restart; made when missing, readable by the program's
    /// account only. Null: keys die with the program.
    /// </summary>
    public string? KeysFolder { get; init; }

    /// <summary>Whether people reach the pages by HTTPS: cookies are then never sent without it. False only on plain HTTP at localhost.</summary>
    public bool IsSecure { get; init; }
}
