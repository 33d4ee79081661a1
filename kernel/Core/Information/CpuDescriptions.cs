// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Information;

/// <summary>Describes the processor for /proc/cpuinfo.</summary>
internal static class CpuDescriptions
{
    // Names of CPUID leaf 1 EDX bits (Intel SDM vol. 2A, CPUID), as Linux spells them.
    private static readonly string[] s_leaf1Edx =
    [
        "fpu", "vme", "de", "pse", "tsc", "msr", "pae", "mce", "cx8", "apic", "", "sep", "mtrr", "pge", "mca", "cmov",
        "pat", "pse36", "pn", "clflush", "", "dts", "acpi", "mmx", "fxsr", "sse", "sse2", "ss", "ht", "tm", "ia64", "pbe",
    ];

    internal static CpuDescription Current()
    {
        const int MaximumName = 64;
        Span<byte> text = stackalloc byte[MaximumName];
        uint signature = CpuFeatures.Signature;
        int family = (int)(signature >> 8 & 15);
        int model = (int)(signature >> 4 & 15);
        // Extended family and model count as the SDM says under CPUID leaf 1.
        if (family is 6 or 15) model |= (int)(signature >> 16 & 15) << 4;
        if (family == 15) family += (int)(signature >> 20 & 255);
        string vendor = DisplayText.From(text[..CpuFeatures.CopyVendor(text)]);
        string modelName = DisplayText.From(text[..CpuFeatures.CopyModelName(text)]);
        return new CpuDescription
        {
            Vendor = vendor,
            ModelName = modelName,
            Family = family,
            Model = model,
            Stepping = (int)(signature & 15),
            FrequencyHertz = Clock.CounterFrequency,
            CacheLineBytes = 64,
            PhysicalAddressBits = 40,
            VirtualAddressBits = 48,
            Flags = Flags(),
            Caches = Caches(),
        };
    }

    private static CacheDescription[] Caches()
    {
        List<CacheDescription> caches = new();
        while (CpuFeatures.TryGetCache(caches.Count, out CacheDescription cache)) caches.Add(cache);
        return caches.ToArray();
    }

    private static string Flags()
    {
        string flags = "";
        for (int bit = 0; bit < s_leaf1Edx.Length; bit++)
        {
            if ((CpuFeatures.HardwareCapabilities >> bit & 1) != 0 && s_leaf1Edx[bit].Length != 0) flags += s_leaf1Edx[bit] + " ";
        }

        return flags + "lm";
    }
}
