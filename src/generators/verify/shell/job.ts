/** A job that goes on without its client: accepted at once, with an address under which its state is asked. */
export const job = `
# $resolve
resolve() {
  origin=$(printf '%s' "$1" | sed 's,^\\([a-z]*://[^/?]*\\).*,\\1,')
  path=\${1#"$origin"}
  path=\${path%%\\?*}
  case $2 in
    http://* | https://*) found=$2 ;;
    //*) found=\${1%%//*}$2 ;;
    /*) found=$origin$2 ;;
    *) found=$origin\${path%/*}/$2 ;;
  esac
}

check_location() {
  value=$(header location | head -n 1)
  if [ -z "$value" ]; then
    fail location missing
    return 1
  fi
  resolve "$url" "$value"
  case $found in
    "$origin"/* | "$origin"\\?*) ;;
    http://*)
      case $url in
        https://*)
          fail location plain location.lookPlain
          return 1
          ;;
      esac
      fail location elsewhere location.lookElsewhere
      return 1
      ;;
    *)
      fail location elsewhere location.lookElsewhere
      return 1
      ;;
  esac
  job_url=$found
  pass location pass
}

check_retry_after() {
  value=$(header retry-after | head -n 1)
  case $value in
    '') fail retry-after missing ;;
    *[!0-9]*)
      # $retryDate
      case $value in
        [A-Z][a-z][a-z],*) pass retry-after pass ;;
        *) fail retry-after wrong ;;
      esac
      ;;
    *) pass retry-after pass ;;
  esac
}

check_job_status() {
  value=$status
  waited=$(decimal "$end_ms")
  case $status:$kind in
    200:text/html | 303:text/html) fail job-status page ;;
    200:* | 303:*) pass job-status pass ;;
    *) fail job-status other ;;
  esac
}`;
