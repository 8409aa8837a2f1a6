#!/bin/sh
# sh verify.sh [CA LOG [TSA]]: fingerprints, 64 hex digits each     0 verified · 1 FAIL · 3 cannot judge · 4 UNKNOWN SIGNER
set -u; LC_ALL=C; export LC_ALL; umask 077; A1=${1-}; A2=${2-}; A3=${3-}; cd "$(dirname "$0")" || exit 3
stop() { echo "CANNOT JUDGE: $*"; exit 3; }; bad() { echo "FAIL  $*"; exit 1; }; ok() { echo "OK    $*"; }
for t in openssl sha256sum base64 xxd awk sed find sort cmp comm mktemp; do command -v $t >/dev/null || stop "$t is missing"; done
case $(openssl version) in "OpenSSL "[3-9].*|"OpenSSL "[1-9][0-9].*) ;; *) stop "OpenSSL 3 or later is needed";; esac
W=$(mktemp -d) || exit 3; trap 'rm -rf "$W"' EXIT
bin() { xxd -r -p; }; hex() { xxd -p | tr -d '\n'; }; sha() { sha256sum | cut -c1-64; }
b64() { u=$(printf %s "$1" | base64 -d 2>/dev/null | hex); [ "$(printf %s "$u" | bin | base64 | tr -d '\n')" = "$1" ] || u=; echo "$u"; }   # canonical only
climb() { # leaf index size sibling...: sets x to the root; fails on a path of the wrong length
  x=$1; fn=$2; sn=$(($3-1)); shift 3; [ $fn -le $sn ] || return 1
  for y; do y=$(b64 $y); [ ${#y} = 64 ] && [ $sn -gt 0 ] || return 1
    if [ $((fn&1)) = 1 ] || [ $fn = $sn ]; then x=$(printf 01%s%s $y $x | bin | sha)
      while [ $fn != 0 ] && [ $((fn&1)) = 0 ]; do fn=$((fn>>1)); sn=$((sn>>1)); done
    else x=$(printf 01%s%s $x $y | bin | sha); fi; fn=$((fn>>1)); sn=$((sn>>1)); done; [ $sn = 0 ]; }
has() { grep -q "\"$2\":\"$3\"" $1; }
# 1 the list names every file, by plain names; nothing lies beside it
awk '{n=substr($0,67)} substr($0,1,64)~/[^0-9a-f]/||substr($0,65,2)!="  "||n!~/^[A-Za-z0-9][A-Za-z0-9._\/-]*$/||n~/\.\./{exit 1}' SHA256SUMS || bad "SHA256SUMS: a line that is not allowed"
[ -z "$(find . ! -type f ! -type d)" ] || bad "something that is neither file nor folder"
find . -type f | sed 's#^\./##' | sort > $W/have
{ cut -c67- SHA256SUMS; printf '%s\n' SHA256SUMS SHA256SUMS.p7s SHA256SUMS.p7s.tsr seal.entry.json seal.tlog-proof; } | sort > $W/want
cmp -s $W/have $W/want || bad "missing or unlisted: $(comm -3 $W/have $W/want | tr -s '\n\t' ' ' | tr -cd 'A-Za-z0-9._/ -' | cut -c1-300)"
sha256sum -c --quiet --strict SHA256SUMS >$W/s 2>&1 && ok "$(($(wc -l < SHA256SUMS))) file hashes" || bad "$(head -3 $W/s)"
# 2 time: today, else at the token's own time (the authority's certificate has expired since)
openssl x509 -in keys/tsa-ca.pem -out $W/t.pem 2>/dev/null && openssl x509 -in keys/ca.pem -out $W/ca.pem 2>/dev/null || bad "keys: not a certificate"
T=$(openssl ts -reply -in SHA256SUMS.p7s.tsr -text 2>/dev/null | sed -n 's/^Time stamp: //p')
E=$(echo "$T" | awk '{split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",M);for(i in M)if(M[i]==$1)m=i+0;split($3,h,":");y=$4
  if(m<3){y--;m+=12};print 86400*(365*y+int(y/4)-int(y/100)+int(y/400)+int((153*(m-3)+2)/5)+$2-719469)+3600*h[1]+60*h[2]+int(h[3])}')
old=0; ts() { openssl ts -verify -data SHA256SUMS.p7s -in SHA256SUMS.p7s.tsr -CAfile $W/t.pem -untrusted keys/tsa-chain.pem "$@" >/dev/null 2>&1; }
if ts; then ok "time-stamp $T"; elif ts -attime "$E"; then old=1; ok "time-stamp $T, its certificate has expired since"; else bad "time-stamp"; fi
# 3 export signature: today, else at that time; one certificate of ca.pem, and no other trust store
cms() { openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -CAfile $W/ca.pem -no-CApath -no-CAstore "$@" -out /dev/null 2>/dev/null; }
if cms; then ok "export signature"; elif cms -attime "$E"; then old=1; ok "export signature, as of the time-stamp"; else bad "export signature"; fi
# 4 log key
V=$(cat keys/log.vkey); N=${V%%+*}; r=${V#*+}; ID=${r%%+*}; K=$(b64 "${r#*+}")
[ ${#K} = 66 ] && [ "${K#01}" != "$K" ] && [ "$({ echo "$N"; printf %s "$K" | bin; } | sha | cut -c1-8)" = "$ID" ] || bad keys/log.vkey
printf '302a300506032b6570032100%s' "${K#01}" | bin > $W/k
# 5 each proof: checkpoint signature, inclusion, and what the entry says of the file beside it
for p in seal.tlog-proof proofs/*.tlog-proof; do b=${p%.tlog-proof}; e=$b.entry.json; s=; rm -f $W/[0-9]*; : > $W/2
  awk -v w="$W/" '/^$/{b++;next} {print>(w b+0)}' $p; [ -f $W/1 ] && [ ! -f $W/3 ] || bad "$p"
  [ "$(sed -n 1p $W/0)" = c2sp.org/tlog-proof@v1 ] && [ "$(sed -n 1p $W/1)" = "$N" ] || bad "$p: not this log"
  n=$(sed -n 2p $W/1); i=$(sed -n 's/^index //p' $W/0); case "$n:$i" in *[!0-9:]*|:*|*:|0[0-9]*|*:0[0-9]*) bad "$p";; esac
  for c in $(awk -v n="$N" '$1!="—"||NF!=3{exit} $2==n{print $3}' $W/2); do h=$(b64 "$c"); [ "${h#$ID}" = "$h" ] || s=${h#$ID}; done; printf %s "$s" | bin > $W/s
  openssl pkeyutl -verify -pubin -keyform DER -inkey $W/k -rawin -in $W/1 -sigfile $W/s >/dev/null 2>&1 || bad "$p: checkpoint signature"
  climb $({ printf '\000'; cat $e; } | sha) $i $n $(sed -e 1d -e '/^extra /d' -e '/^index /d' $W/0) && [ $x = "$(b64 "$(sed -n 3p $W/1)")" ] || bad "$p: not in the log"
  f=video/${b#proofs/}.mp4
  if [ $b = seal ]; then has $e t export.build && has $e sums_sha256 $(sha < SHA256SUMS) && has $e p7s_sha256 $(sha < SHA256SUMS.p7s) && has $e tsr_sha256 $(sha < SHA256SUMS.p7s.tsr) || bad "seal: another package's entry"
  elif [ ! -f $f ]; then :
  elif ! has $e t segment && ! has $e t segment.recovered; then bad "$e is not about footage"
  elif [ ! -f $b.cut ]; then has $e sha256 $(sha < $f) || bad "$f is not the file of its entry"
  else R=$(sed -n 's/.*"file_root":"\([0-9a-f]*\)".*/\1/p' $e); m=$(sed -n 's/.*"leaves":\([0-9]*\).*/\1/p' $e); o=0; last=-1
    [ "$(sed -n 1p $b.cut)" = vonggac-cut/v1 ] || bad "$b.cut"
    for q in $(sed 1d $b.cut | awk '/^leaf [0-9]+ [0-9]+$/{if(a!="")print a;a=$2":"$3;next} {a=a":"$1} END{print a}'); do
      set -- $(echo $q | tr : ' '); j=$1; l=$2; shift 2; [ $last -ge 0 ] || [ $j = 0 ] && [ $j -gt $last ] || bad "$b.cut: order"
      climb $({ printf '\000'; tail -c +$((o+1)) $f | head -c $l; } | sha) $j $m "$@" && [ $x = "$R" ] || bad "$f: fragment $j is not of the recorded file"
      last=$j; o=$((o+l)); done; [ $o = $(($(wc -c < $f))) ] || bad "$f: bytes that no proof covers"; fi
  ok "$b: entry $i of $n"; done
for f in video/*; do [ -f proofs/$(basename $f .mp4).tlog-proof ] || bad "$f has no proof"; done
# 6 whose keys are these?
fp() { openssl x509 -in $1 -outform DER | sha; }; a=$(fp $W/ca.pem); c=$(printf %s "$V" | sha); t=$(fp $W/t.pem); same() { [ "$(printf %s "$1" | tr -d ' :' | tr A-F a-f)" = $2 ]; }
echo "this package claims:  CA $a  LOG $c  TSA $t"
if same "$A3" $t; then w="time-stamp authority known"; old=0; else w="time-stamp authority not named by you: take the time as a claim"; fi
if same "$A1" $a && same "$A2" $c && [ $old = 0 ]; then echo "VERIFIED: signer known; $w"; exit 0; fi
echo "UNKNOWN SIGNER: the lines above do not say who made this package. Take the fingerprints from the school's published sheet, never from here: sh verify.sh CA LOG TSA"; exit 4
