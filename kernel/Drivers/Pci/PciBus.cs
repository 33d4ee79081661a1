// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;

namespace Skift.Drivers.Pci;

/// <summary>Finds the functions of all PCI buses by asking every place where one may be.</summary>
public static class PciBus
{
    private const int DeviceCount = 32;
    private const int FunctionCount = 8;
    private const byte MultiFunction = 0x80;
    private const byte BridgeHeader = 1;
    private const int SecondaryBusOffset = 0x19;

    public static List<PciFunction> Enumerate()
    {
        List<PciFunction> found = [];
        bool[] visited = new bool[256];
        Scan(0, found, visited);
        return found;
    }

    private static void Scan(int bus, List<PciFunction> found, bool[] visited)
    {
        // A bridge that names a bus seen before must not send us round for ever.
        if (visited[bus]) return;

        visited[bus] = true;
        for (int device = 0; device < DeviceCount; device++)
        {
            int functions = 1;
            for (int function = 0; function < functions; function++)
            {
                if (!PciFunction.Probe(bus, device, function).Try(out PciFunction candidate, out Errno error))
                {
                    if (error != Errno.ENXIO) return;
                    continue;
                }

                found.Add(candidate);
                functions = function == 0 && (candidate.HeaderType & MultiFunction) != 0 ? FunctionCount : functions;
                if ((candidate.HeaderType & ~MultiFunction) == BridgeHeader) Scan(candidate.Read8(SecondaryBusOffset), found, visited);
            }
        }
    }
}
