// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using Skift.Libc;

namespace System.Net;

/// <summary>Names of hosts, as far as <c>/etc/hosts</c> knows them: there is no network to ask.</summary>
public static class Dns
{
    private const string HostsFile = "/etc/hosts";

    public static string GetHostName() => Environment.MachineName;

    /// <exception cref="SocketException">Nobody knows the name.</exception>
    public static IPAddress[] GetHostAddresses(string hostNameOrAddress)
    {
        ArgumentNullException.ThrowIfNull(hostNameOrAddress);
        if (IPAddress.TryParse(hostNameOrAddress, out IPAddress? address)) return [address];

        List<IPAddress> found = [];
        if (File.Exists(HostsFile))
        {
            foreach (string line in File.ReadLines(HostsFile)) AddIfNamed(found, line, hostNameOrAddress);
        }

        // RFC 6761 §6.3: localhost is this machine, whatever the file says.
        if (found.Count == 0 && hostNameOrAddress.Equals("localhost", StringComparison.OrdinalIgnoreCase)) found.Add(IPAddress.Loopback);
        return found.Count != 0 ? found.ToArray() : throw new SocketException((int)SocketError.HostNotFound, "Name or service not known");
    }

    public static IPAddress[] GetHostAddresses(string hostNameOrAddress, AddressFamily family) =>
        Array.FindAll(GetHostAddresses(hostNameOrAddress), address => family == AddressFamily.Unspecified || address.AddressFamily == family);

    private static void AddIfNamed(List<IPAddress> found, string line, string name)
    {
        string[] words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !IPAddress.TryParse(words[0], out IPAddress? address) || found.Contains(address)) return;
        if (Array.Exists(words, word => word.Equals(name, StringComparison.OrdinalIgnoreCase))) found.Add(address);
    }
}
