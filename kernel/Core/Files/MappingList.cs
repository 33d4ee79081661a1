// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>An address space that maps pages of a file.</summary>
public abstract class FileMapping
{
    /// <summary>The pages from an index on are gone from the file: take them out of the page tables.</summary>
    public abstract void OnTruncated(long firstIndex);
}

/// <summary>Who maps a file.</summary>
public sealed class MappingList
{
    private readonly Mutex<List<FileMapping>> _mappings = new([]);

    public void Add(FileMapping mapping)
    {
        using Mutex<List<FileMapping>>.Guard mappings = _mappings.Lock();
        mappings.Value.Add(mapping);
    }

    public void Remove(FileMapping mapping)
    {
        using Mutex<List<FileMapping>>.Guard mappings = _mappings.Lock();
        _ = mappings.Value.Remove(mapping);
    }

    internal void Truncated(long firstIndex)
    {
        FileMapping[] told;
        using (Mutex<List<FileMapping>>.Guard mappings = _mappings.Lock())
        {
            told = mappings.Value.ToArray();
        }

        foreach (FileMapping mapping in told)
        {
            mapping.OnTruncated(firstIndex);
        }
    }
}
