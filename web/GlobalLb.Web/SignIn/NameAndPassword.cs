namespace GlobalLb.Web.SignIn;

/// <summary>What is typed into the forms that let people in; nothing of it is trusted.</summary>
public sealed class NameAndPassword
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The password; where one is changed, the old one.</summary>
    public string? Password { get; set; }

    /// <summary>The new password, where one is chosen.</summary>
    public string? NewPassword { get; set; }

    /// <summary>The new password once more.</summary>
    public string? Repeated { get; set; }
}
