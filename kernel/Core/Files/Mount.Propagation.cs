// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>With which other mounts a mount shares what is mounted on it (mount_namespaces(7)). Guarded by the lock of the mounts.</summary>
public sealed partial class Mount
{
    /// <summary>Those that it shares with; null if it is not shared.</summary>
    internal PeerGroup? Peers { get; private set; }

    /// <summary>What happens to these happens here, but not the reverse; null if there are none.</summary>
    internal PeerGroup? Master { get; private set; }

    /// <summary>Must not be bound elsewhere (MS_UNBINDABLE).</summary>
    internal bool IsUnbindable { get; private set; }

    /// <summary>MS_SHARED, MS_SLAVE, MS_PRIVATE or MS_UNBINDABLE.</summary>
    internal void SetPropagation(MountFlags kind)
    {
        if (kind == MountFlags.MS_SHARED)
        {
            IsUnbindable = false;
            if (Peers is null) Join(new PeerGroup());
            return;
        }

        if (Peers is not null) Follow(LeavePeers());
        if (kind == MountFlags.MS_SLAVE) return;
        Follow(null);
        IsUnbindable = kind == MountFlags.MS_UNBINDABLE;
    }

    /// <summary>A copy of a shared mount is its peer, one of a slave a slave of the same master.</summary>
    internal void PropagateLike(Mount original)
    {
        IsUnbindable = original.IsUnbindable;
        if (original.Peers is PeerGroup peers) Join(peers);
        Follow(original.Master);
    }

    internal void Follow(PeerGroup? master)
    {
        _ = Master?.Slaves.Remove(this);
        Master = master;
        master?.Slaves.Add(this);
    }

    private void Join(PeerGroup peers)
    {
        Peers = peers;
        peers.Members.Add(this);
    }

    /// <summary>Where what happens would come from, were the mount to stay a slave: its peers, or its master if it was the last of them.</summary>
    private PeerGroup? LeavePeers()
    {
        PeerGroup peers = Peers!;
        Peers = null;
        _ = peers.Members.Remove(this);
        if (peers.Members.Count != 0) return peers;
        foreach (Mount slave in peers.Slaves.ToArray()) slave.Follow(Master);
        return Master;
    }
}
