namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// Reports that change no state (domain reference, section 5.2, the other verbs of the Hunan manual).
/// </summary>
public enum NoteKind
{
    /// <summary>First response (首次回应), by the assigned party.</summary>
    FirstResponse,

    /// <summary>Pre-handling (预处理), by the assigned party.</summary>
    PreHandling,

    /// <summary>Stage feedback (反馈), by the assigned party.</summary>
    StageFeedback,

    /// <summary>Request (请求), by the assigned party.</summary>
    Request,

    /// <summary>Recovery confirmation (恢复确认), by the operator.</summary>
    RecoveryConfirmation,

    /// <summary>Follow-up call (回访), by the operator.</summary>
    FollowUpCall,
}
