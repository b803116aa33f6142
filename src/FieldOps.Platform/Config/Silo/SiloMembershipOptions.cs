using System.ComponentModel.DataAnnotations;

namespace FieldOps.Platform.Config.Silo;

/// <summary>
/// How silos watch each other, and how soon one that is gone is declared dead. Correctness never rests on these: the
/// log refuses whoever is not up to date. They set how long entities of a lost silo are away.
/// </summary>
public sealed class SiloMembershipOptions
{
    /// <summary>A probe unanswered for this long is missed; probes follow each other at this pace.</summary>
    [Range(1, 30)]
    public int ProbeTimeoutSeconds { get; set; } = 3;

    /// <summary>Probes missed in a row before a silo votes.</summary>
    [Range(2, 10)]
    public int MissedProbesMax { get; set; } = 3;

    /// <summary>Silos that one silo watches.</summary>
    [Range(1, 20)]
    public int ProbedSilosMax { get; set; } = 5;

    /// <summary>Votes that declare a silo dead; where fewer silos are left, all of them do.</summary>
    [Range(1, 5)]
    public int VotesForDeath { get; set; } = 2;

    /// <summary>A vote older than this no longer counts.</summary>
    [Range(10, 600)]
    public int DeathVoteExpirySeconds { get; set; } = 60;

    /// <summary>A silo writes into its row that it is alive, this often.</summary>
    [Range(1, 60)]
    public int AliveWriteSeconds { get; set; } = 5;

    /// <summary>
    /// A row not written for this many times <see cref="AliveWriteSeconds"/> keeps no new silo from joining: it sets
    /// how long a cluster whose silos were all killed needs to serve again.
    /// </summary>
    [Range(2, 10)]
    public int MissedAliveWritesMax { get; set; } = 3;

    /// <summary>Members read the table again after this long at the latest.</summary>
    [Range(1, 60)]
    public int TableRefreshSeconds { get; set; } = 10;

    /// <summary>A silo that has not joined after this long ends with an error.</summary>
    [Range(10, 600)]
    public int JoinSecondsMax { get; set; } = 120;

    /// <summary>Rows of the dead are removed after this long.</summary>
    [Range(1, 720)]
    public int DefunctExpiryHours { get; set; } = 24;

    /// <summary>Seconds from the last sign of life to the first vote.</summary>
    public int SuspicionSeconds => ProbeTimeoutSeconds * MissedProbesMax;

    /// <summary>Seconds after which a silent row holds nobody up.</summary>
    public int StaleRowSeconds => AliveWriteSeconds * MissedAliveWritesMax;
}
