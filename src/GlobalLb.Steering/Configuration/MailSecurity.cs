namespace GlobalLb.Steering.Configuration;

/// <summary>How a connection to a mail server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>By TLS after STARTTLS (RFC 3207); a server that does not offer it gets no mail.</summary>
    StartTls,

    /// <summary>By TLS from the beginning (RFC 8314 §3).</summary>
    Implicit,

    /// <summary>Not at all.</summary>
    None,
}
