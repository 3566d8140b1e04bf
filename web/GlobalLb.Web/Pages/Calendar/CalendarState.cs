namespace GlobalLb.Web.Pages.Calendar;

/// <summary>Where a maintenance stands.</summary>
internal enum CalendarState
{
    /// <summary>What it is about is drained.</summary>
    On,

    /// <summary>It is still to come.</summary>
    Coming,

    /// <summary>It does not come again.</summary>
    Over,
}
