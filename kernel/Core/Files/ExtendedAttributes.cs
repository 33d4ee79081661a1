// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>The extended attributes of one file in memory (<c>xattr(7)</c>): names with values, the last name first, as Linux lists them.</summary>
public sealed class ExtendedAttributes
{
    private readonly Mutex<List<Attribute>> _attributes = new([]);

    private sealed class Attribute(byte[] name, byte[] value)
    {
        internal byte[] Name { get; } = name;

        internal byte[] Value { get; set; } = value;
    }

    /// <summary>ENODATA.</summary>
    public Result<byte[]> Get(ReadOnlySpan<byte> name)
    {
        using Mutex<List<Attribute>>.Guard attributes = _attributes.Lock();
        int index = IndexOf(attributes.Value, name, out bool isFound);
        return isFound ? attributes.Value[index].Value : Errno.ENODATA;
    }

    /// <summary>EEXIST for one that must be new, ENODATA for one that must not.</summary>
    public Errno Set(ReadOnlySpan<byte> name, byte[] value, bool mustBeNew, bool mustExist)
    {
        using Mutex<List<Attribute>>.Guard attributes = _attributes.Lock();
        int index = IndexOf(attributes.Value, name, out bool isFound);
        if (isFound)
        {
            if (mustBeNew)
            {
                return Errno.EEXIST;
            }

            attributes.Value[index].Value = value;
            return Errno.None;
        }

        if (mustExist)
        {
            return Errno.ENODATA;
        }

        attributes.Value.Insert(index, new Attribute(name.ToArray(), value));
        return Errno.None;
    }

    /// <summary>ENODATA.</summary>
    public Errno Remove(ReadOnlySpan<byte> name)
    {
        using Mutex<List<Attribute>>.Guard attributes = _attributes.Lock();
        int index = IndexOf(attributes.Value, name, out bool isFound);
        if (isFound)
        {
            attributes.Value.RemoveAt(index);
        }

        return isFound ? Errno.None : Errno.ENODATA;
    }

    /// <summary>The names, each with a null behind it.</summary>
    public byte[] List(bool withTrusted)
    {
        using Mutex<List<Attribute>>.Guard attributes = _attributes.Lock();
        List<byte> names = [];
        foreach (Attribute attribute in attributes.Value)
        {
            if (!withTrusted && attribute.Name.AsSpan().StartsWith("trusted."u8))
            {
                continue;
            }

            foreach (byte letter in attribute.Name)
            {
                names.Add(letter);
            }

            names.Add(0);
        }

        return names.ToArray();
    }

    private static int IndexOf(List<Attribute> attributes, ReadOnlySpan<byte> name, out bool isFound)
    {
        int index = 0;
        int order = -1;
        while (index < attributes.Count && (order = attributes[index].Name.AsSpan().SequenceCompareTo(name)) > 0)
        {
            index++;
        }

        isFound = order == 0;
        return index;
    }
}
