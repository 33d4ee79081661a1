// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>mincore(2): for pages from an address on, 1 if the page is in memory.</summary>
    /// <param name="answers">Filled as far as the area at the address goes.</param>
    /// <returns>How many pages that is; 0: nothing is mapped there.</returns>
    internal int TellResident(ulong address, Span<byte> answers, Credentials credentials)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        if (areas.Value.Find(address) is not Area area) return 0;
        int count = (int)Math.Min((ulong)answers.Length, (area.End - address) / PageSize);
        bool mayKnow = MayKnow(area, credentials);
        for (int i = 0; i < count; i++)
        {
            ulong page = address + ((ulong)i * PageSize);
            bool isThere = !mayKnow || PageTable.Query(new VirtualAddress(page)).IsMapped || (area.Source?.HasPage(area.PageIndexOf(page)) ?? false);
            answers[i] = (byte)(isThere ? 1 : 0);
        }

        return count;
    }

    /// <summary>Who could neither write the file nor owns it is not told which of its pages others use (mincore(2), Linux 5.2).</summary>
    private static bool MayKnow(Area area, Credentials credentials)
    {
        if (area.File is not OpenFile file) return true;
        InodeAttributes attributes = file.Inode.Attributes;
        return Permissions.IsOwner(attributes, credentials) || Permissions.Check(attributes, credentials, AccessMode.W_OK) == Errno.None;
    }
}
