import { after, begins, type Kind, near } from '../kind.ts';
import { alnum, dotted, hex, lower, safe, uuid, withDigit } from '../shape.ts';

/** Where packages and images are kept. */
export const registries: readonly Kind[] = [
  begins('npm token', 'npm_', alnum(20)),
  begins('PyPI token', 'pypi-', safe(40)),
  begins('RubyGems key', 'rubygems_', hex(40)),
  begins('NuGet key', 'oy2', lower(43)),
  begins('crates.io token', 'cio', withDigit(30, alnum(32))),
  begins('Docker Hub token', ['dckr_pat_', 'dckr_oat_'], safe(20)),
  begins('Docker Swarm join token or key', ['SWMTKN-1-', 'SWMKEY-1-'], safe(25)),
  begins('Packagist token', 'packagist_', '[a-z]{3}_[0-9a-f]{40,}'),
  begins('Artifactory API key', 'AKCp', alnum(40)),
  begins('Artifactory reference token', 'cmVmdGtuO', alnum(40)),
  near('Artifactory or JFrog secret', ['artifactory', 'jfrog', 'frog'], safe(40)),
  begins('Clojars token', 'CLOJARS_', lower(50)),
  begins('Open VSX token', ['ovsxp_', 'ovsxat_'], safe(30)),
  near('Cloudsmith key', 'cloudsmith', hex(40)),
  near('Chocolatey key', 'chocolatey', uuid),
  near('Hex.pm key', 'hexpm', hex(32)),
  near('Quay token', 'quay', alnum(40)),
  near('Anaconda token', ['anaconda', 'conda'], `(?:${uuid}|${dotted(30)})`),
  after('Token in the address of a conda channel', '/t/', withDigit(20, `${safe(30, 200)}(?=/)`)),
  near('Gemfury token', ['gemfury', 'fury'], safe(20)),
  near('Nexus token', ['nexus', 'sonatype', 'ossrh'], safe(16)),
  near('Gradle publishing key', 'gradle', alnum(32)),
  near('Packagecloud token', 'packagecloud', hex(40)),
  near('MyGet key', 'myget', uuid),
];
