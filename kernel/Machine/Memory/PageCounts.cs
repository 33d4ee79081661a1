// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Pages of a range by how they are used, as <c>/proc/N/smaps</c> tells them (<c>proc(5)</c>).</summary>
public struct PageCounts
{
    /// <summary>Mapped pages whose frame nobody else maps.</summary>
    public long PrivateClean;
    public long PrivateDirty;

    /// <summary>Mapped pages whose frame others map too.</summary>
    public long SharedClean;
    public long SharedDirty;

    public long Accessed;

    /// <summary>Pages that belong to no file.</summary>
    public long Anonymous;

    /// <summary>Bytes, each page divided by how many map it.</summary>
    public long ProportionalBytes;
    public long ProportionalDirtyBytes;

    public readonly long Resident => PrivateClean + PrivateDirty + SharedClean + SharedDirty;

    /// <summary>Adds what another range has.</summary>
    public void Add(in PageCounts other)
    {
        PrivateClean += other.PrivateClean;
        PrivateDirty += other.PrivateDirty;
        SharedClean += other.SharedClean;
        SharedDirty += other.SharedDirty;
        Accessed += other.Accessed;
        Anonymous += other.Anonymous;
        ProportionalBytes += other.ProportionalBytes;
        ProportionalDirtyBytes += other.ProportionalDirtyBytes;
    }
}
