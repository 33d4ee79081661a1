// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Sockets.Unix;

/// <summary>Files on their way through a socket (SCM_RIGHTS): part of a message that waits in the receiver's queue.</summary>
internal sealed class UnixRights
{
    internal UnixRights(OpenFile[] files, uint userId)
    {
        Files = files;
        UserId = userId;
        Link = new Link<UnixRights>(this);
    }

    /// <summary>Held by this object; empty once they have landed.</summary>
    internal OpenFile[] Files { get; set; }

    /// <summary>Who is charged for them.</summary>
    internal uint UserId { get; }

    /// <summary>Its place in the list of the receiver.</summary>
    internal Link<UnixRights> Link { get; }
}

/// <summary>What the collector keeps of a socket. Guarded by the lock of <see cref="UnixFlight"/>.</summary>
internal sealed class UnixFlightRecord(UnixSocket socket)
{
    /// <summary>How often its file is on its way.</summary>
    internal int InFlight { get; set; }

    /// <summary>Of <see cref="InFlight"/>, what is not accounted for by sockets that may be garbage themselves.</summary>
    internal int Outside { get; set; }

    internal FlightMark Mark { get; set; }

    /// <summary>Among all sockets that are on their way.</summary>
    internal Link<UnixSocket> Link { get; } = new(socket);

    /// <summary>Files that wait in its queue.</summary>
    internal LinkList<UnixRights> Held { get; } = new();
}

internal enum FlightMark : byte
{
    None,
    Candidate,
    Reachable,
}

/// <summary>
/// Accounts for files in flight, and closes sockets that nobody can reach any more because they only wait in each other's queues
/// (<c>unix(7)</c>, "Ancillary messages").
/// </summary>
/// <remarks>
/// A socket whose every hold is a flight may be garbage. Those that are held by something else than such sockets, and what they hold, are
/// reachable; the rest is not. Nobody can make a socket of the rest reachable meanwhile, for that takes a descriptor of one of them.
/// </remarks>
internal static class UnixFlight
{
    private static readonly Mutex<State> s_state = new(new State());

    private sealed class State
    {
        internal LinkList<UnixSocket> Flying { get; } = new();

        internal Dictionary<uint, int> Charged { get; } = [];
    }

    /// <summary>Files start: they wait in the receiver's queue until <see cref="Land"/>.</summary>
    /// <returns>ETOOMANYREFS: the user has more in flight than it may have open.</returns>
    internal static Result<UnixRights> Launch(OpenFile[] files, UnixSocket receiver)
    {
        Process process = UserThread.Current.Process;
        UnixRights rights = new(files, process.Credentials.UserId);
        using Mutex<State>.Guard state = s_state.Lock();
        _ = state.Value.Charged.TryGetValue(rights.UserId, out int charged);
        if (charged + files.Length > process.Limits.FileLimit && !process.Credentials.IsPrivileged) return Errno.ETOOMANYREFS;
        state.Value.Charged[rights.UserId] = charged + files.Length;
        receiver.Flight.Held.Add(rights.Link);
        foreach (OpenFile file in files)
        {
            if (SocketOf(file) is UnixSocket socket && socket.Flight.InFlight++ == 0) state.Value.Flying.Add(socket.Flight.Link);
        }

        return rights;
    }

    /// <summary>Files arrive: the caller has the holds from now on. Empty if they were collected.</summary>
    internal static OpenFile[] Land(UnixRights rights)
    {
        using Mutex<State>.Guard state = s_state.Lock();
        return LandLocked(state.Value, rights);
    }

    /// <summary>The same files once more, for a reader that only peeks.</summary>
    internal static OpenFile[] Copy(UnixRights rights)
    {
        using Mutex<State>.Guard state = s_state.Lock();
        OpenFile[] copy = new OpenFile[rights.Files.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = rights.Files[i].Acquire();
        }

        return copy;
    }

    /// <summary>A socket was closed: perhaps others can only be reached through themselves now.</summary>
    internal static void CollectIfNeeded()
    {
        List<OpenFile> garbage = [];
        using (Mutex<State>.Guard state = s_state.Lock())
        {
            if (state.Value.Flying.Count == 0) return;
            List<UnixSocket> candidates = FindCandidates(state.Value);
            if (candidates.Count == 0) return;
            MarkReachable(candidates);
            foreach (UnixSocket socket in candidates)
            {
                bool isGarbage = socket.Flight.Mark == FlightMark.Candidate;
                socket.Flight.Mark = FlightMark.None;
                if (!isGarbage) continue;
                foreach (UnixRights rights in RightsIn(socket))
                {
                    garbage.AddRange(LandLocked(state.Value, rights));
                }
            }
        }

        Rights.Dispose(garbage.ToArray());
    }

    private static List<UnixSocket> FindCandidates(State state)
    {
        List<UnixSocket> candidates = [];
        for (Link<UnixSocket>? link = state.Flying.First; link is not null; link = link.Next)
        {
            UnixFlightRecord record = link.Owner.Flight;
            if (link.Owner.File is not SocketFile file || file.Holders != record.InFlight) continue;
            record.Mark = FlightMark.Candidate;
            record.Outside = record.InFlight;
            candidates.Add(link.Owner);
        }

        return candidates;
    }

    private static void MarkReachable(List<UnixSocket> candidates)
    {
        foreach (UnixSocket holder in candidates)
        {
            foreach (UnixSocket target in SocketsIn(holder))
            {
                target.Flight.Outside--;
            }
        }

        List<UnixSocket> reachable = [];
        foreach (UnixSocket socket in candidates)
        {
            if (socket.Flight.Outside > 0) Reach(socket, reachable);
        }

        for (int i = 0; i < reachable.Count; i++)
        {
            foreach (UnixSocket target in SocketsIn(reachable[i]))
            {
                if (target.Flight.Mark == FlightMark.Candidate) Reach(target, reachable);
            }
        }
    }

    private static void Reach(UnixSocket socket, List<UnixSocket> reachable)
    {
        socket.Flight.Mark = FlightMark.Reachable;
        reachable.Add(socket);
    }

    private static List<UnixSocket> SocketsIn(UnixSocket holder)
    {
        List<UnixSocket> sockets = [];
        foreach (UnixRights rights in RightsIn(holder))
        {
            foreach (OpenFile file in rights.Files)
            {
                if (SocketOf(file) is UnixSocket socket) sockets.Add(socket);
            }
        }

        return sockets;
    }

    /// <summary>What waits in the queue of a socket, and in those of connections that it has not accepted.</summary>
    private static List<UnixRights> RightsIn(UnixSocket holder)
    {
        List<UnixRights> found = [];
        AddHeld(holder, found);
        if (holder.IsListening)
        {
            foreach (UnixSocket waiting in holder.WaitingConnections)
            {
                AddHeld(waiting, found);
            }
        }

        return found;
    }

    private static void AddHeld(UnixSocket holder, List<UnixRights> found)
    {
        for (Link<UnixRights>? link = holder.Flight.Held.First; link is not null; link = link.Next)
        {
            found.Add(link.Owner);
        }
    }

    private static OpenFile[] LandLocked(State state, UnixRights rights)
    {
        OpenFile[] files = rights.Files;
        rights.Files = [];
        if (rights.Link.List is null) return [];
        rights.Link.List.Remove(rights.Link);
        state.Charged[rights.UserId] -= files.Length;
        if (state.Charged[rights.UserId] == 0) _ = state.Charged.Remove(rights.UserId);
        foreach (OpenFile file in files)
        {
            if (SocketOf(file) is UnixSocket socket && --socket.Flight.InFlight == 0) state.Flying.Remove(socket.Flight.Link);
        }

        return files;
    }

    private static UnixSocket? SocketOf(OpenFile file) => (file as SocketFile)?.Socket as UnixSocket;
}
